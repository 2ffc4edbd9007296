import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { SkipCounter, type SkippedFiles } from '../../core/skipped.ts';
import { readingFile, systemCode } from '../file-errors.ts';
import { pathBelow } from '../path-below.ts';
import { fileKind, reasonToLeave } from './walk-rules.ts';

/** A file of a folder, or a folder in it. Paths are below the first, with `/` between names. */
export interface Place {
  /** Where the user finds it. */
  readonly file: string;
  /** Where it really is: another path where a link leads to it. */
  readonly real: string;
}

export interface Walk {
  /** By concept, which is the first folder on the way to them, by its exact name. Sorted. */
  readonly concepts: ReadonlyMap<string, readonly Place[]>;
  /** Files that may say something about images: where each really is, by the path that it is found under. */
  readonly texts: ReadonlyMap<string, string>;
  readonly skipped: readonly SkippedFiles[];
}

/**
 * All images below a folder. Links are followed where they stay below it; each file counts once, under its own name
 * rather than a link's.
 * @param root Absolute, links resolved.
 * @param ignored Absolute path of a folder below it that is not the user's: the collection.
 */
export async function walkFolder(root: string, ignored: string): Promise<Walk> {
  const walker = new Walker(root, ignored);
  await walker.walk();
  const { texts, skips } = walker;
  return { concepts: conceptsOf(walker.images, path.basename(root)), texts, skipped: skips.all() };
}

class Walker {
  /** Where each image is found, by where it really is. */
  readonly images = new Map<string, string>();
  readonly texts = new Map<string, string>();
  readonly skips = new SkipCounter();
  readonly #root: string;
  readonly #ignored: string;
  /** Where the folders really are that were read. */
  readonly #read = new Set<string>();
  #links: Place[] = [];

  constructor(root: string, ignored: string) {
    this.#root = root;
    this.#ignored = ignored;
  }

  async walk(): Promise<void> {
    await this.#readFolder({ file: '', real: '' });
    while (this.#links.length > 0) {
      // Links in folders that links lead to come in the next round.
      const links = this.#links.sort((a, b) => (a.file < b.file ? -1 : 1));
      this.#links = [];
      for (const link of links) await this.#follow(link);
    }
  }

  /** Takes what is in a folder and in those below it, but for links. */
  async #readFolder(first: Place): Promise<void> {
    const folders = [first];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      if (this.#read.has(folder.real)) continue;
      this.#read.add(folder.real);
      for (const entry of await this.#entries(folder)) {
        const place = { file: below(folder.file, entry.name), real: below(folder.real, entry.name) };
        if (this.#absolute(place) === this.#ignored) continue;
        const reason = reasonToLeave(entry);
        if (reason !== undefined) {
          if (reason !== 'nothing') this.skips.add(reason, place.file);
        } else if (entry.isSymbolicLink()) this.#links.push(place);
        else if (entry.isDirectory()) folders.push(place);
        else if (entry.isFile()) this.#take(place);
      }
    }
  }

  async #entries(folder: Place): Promise<readonly Dirent[]> {
    try {
      const read = (): Promise<Dirent[]> => readdir(this.#absolute(folder), { withFileTypes: true });
      return (await (folder.real === '' ? readingFile(this.#root, read) : read())) ?? [];
    } catch (error) {
      if (folder.real === '' || systemCode(error) === undefined) throw error;
      this.skips.add('not-readable', folder.file);
      return [];
    }
  }

  async #follow({ file, real: link }: Place): Promise<void> {
    let absolute;
    let found;
    try {
      absolute = await realpath(this.#absolute({ real: link }));
      found = await stat(absolute);
    } catch (error) {
      this.skips.add(systemCode(error) === 'ELOOP' ? 'link-cycle' : 'broken-link', file);
      return;
    }
    const real = absolute === this.#root ? '' : pathBelow(path, this.#root, absolute);
    if (real === undefined) this.skips.add('outside-folder', file);
    else if (found.isFile()) this.#take({ file, real });
    else if (real === '' || link.startsWith(`${real}/`)) this.skips.add('link-cycle', file);
    else if (this.#read.has(real)) this.skips.add('seen-already', file);
    else if (found.isDirectory()) await this.#readFolder({ file, real });
  }

  #take({ file, real }: Place): void {
    const kind = fileKind(file);
    if (kind === 'text') this.texts.set(file, real);
    else if (kind === 'image') {
      if (this.images.has(real)) this.skips.add('seen-already', file);
      else this.images.set(real, file);
    } else if (kind !== undefined) this.skips.add(kind, file);
  }

  #absolute({ real }: Pick<Place, 'real'>): string {
    return path.join(this.#root, real);
  }
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** @param name The folder's own: the concept of the images in none of its folders. */
function conceptsOf(images: ReadonlyMap<string, string>, name: string): Map<string, Place[]> {
  const concepts = new Map<string, Place[]>();
  for (const [real, file] of images) {
    const [first = ''] = file.split('/');
    const concept = file.includes('/') ? first : name;
    const known = concepts.get(concept);
    if (known === undefined) concepts.set(concept, [{ file, real }]);
    else known.push({ file, real });
  }
  for (const files of concepts.values()) files.sort((a, b) => (a.file < b.file ? -1 : 1));
  return new Map([...concepts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
