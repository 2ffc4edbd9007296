import { mkdir, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { encodeJson, parseJson } from '../../core/collection/json.ts';
import type { ContainedFile } from '../../core/collection/store.ts';
import { LexiclipError } from '../../core/errors.ts';
import { readingFile } from '../file-errors.ts';
import { pathBelow } from '../path-below.ts';
import { replaceFile } from '../replace-file.ts';
import { sha256 } from '../sha256.ts';
import { readContainedText } from './contained.ts';

const grantSchema = z.object({ collection: z.string(), folder: z.string() });
type Grant = z.infer<typeof grantSchema>;

/**
 * The folders of images that this machine's user gave to collections. They are known outside of the collections: a
 * file of one may name any path, and that is not enough to have it opened.
 */
export class ImageFolders {
  readonly #store: string;
  /** Those of this process, also where they cannot be kept. */
  readonly #given: Grant[] = [];
  /** By name, which is a digest of the content: one that was read, as for each image, says the same while it is there. */
  readonly #read = new Map<string, Grant>();

  /** @param store Absolute path of a folder of the user's, with a file for each. */
  constructor(store: string) {
    this.#store = store;
  }

  /**
   * Allows a collection the images of a folder.
   * @param collection Absolute, parents resolved.
   * @throws the system's errors where it cannot be kept; it counts for this process then.
   */
  async allow(collection: string, folder: string): Promise<void> {
    const grant = { collection, folder: await realpath(folder) };
    this.#given.push(grant);
    const name = `${await sha256(`${grant.collection}\n${grant.folder}`)}.json`;
    await mkdir(this.#store, { recursive: true });
    await replaceFile(path.join(this.#store, name), encodeJson(grant));
  }

  /**
   * The file that a collection names, relative to itself or absolute, with all links resolved; undefined where there
   * is none.
   * @throws LexiclipError `image-not-allowed` where it is in no folder that was given.
   */
  async find(collection: string, image: string): Promise<ContainedFile | undefined> {
    const refuse = (): never => {
      throw new LexiclipError({ kind: 'image-not-allowed', image });
    };
    if (image.includes('\0')) refuse();
    const named = path.resolve(collection, image);
    const folders = await this.allowed(collection);
    const real = await readingFile(image, () => realpath(named));
    for (const folder of folders) {
      const inside = pathBelow(path, folder, real ?? named);
      if (inside !== undefined) return real === undefined ? undefined : { folder, path: inside };
    }
    return refuse();
  }

  /**
   * The folders that a collection was given, absolute, links resolved.
   * @param collection Absolute, parents resolved.
   */
  async allowed(collection: string): Promise<readonly string[]> {
    const names = await readdir(this.#store).catch(() => []);
    const kept = await Promise.all(names.map((name) => this.#kept(name)));
    const grants = [...this.#given, ...kept.filter((grant) => grant !== undefined)];
    return grants.filter((grant) => grant.collection === collection).map(({ folder }) => folder);
  }

  async #kept(name: string): Promise<Grant | undefined> {
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const text = await readContainedText({ folder: this.#store, path: name }, 100_000).catch(() => undefined);
    const grant = grantSchema.safeParse(parseJson(text ?? '')).data;
    if (grant !== undefined) this.#read.set(name, grant);
    return grant;
  }
}
