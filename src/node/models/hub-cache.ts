import { lstat, mkdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { ModelDescription, ModelFile } from '../../core/embed/model-description.ts';
import { LexiclipError } from '../../core/errors.ts';
import { withFileErrors } from '../file-errors.ts';
import { isInside } from './inside.ts';
import { isFile, mismatchOf } from './verify.ts';

/*
 * The hub's cache, laid out as its own tools do (huggingface_hub, "Understand caching"), so that files which
 * transformers or another program downloaded are found, and ours by them:
 *
 *   models--<owner>--<name>/blobs/<digest>                 the bytes
 *   models--<owner>--<name>/snapshots/<revision>/<path>    a link to them
 */

type Repository = NonNullable<ModelDescription['repository']>;

/** The folder of the hub's cache on this machine, by the variables that the hub's tools read. */
export function hubCache(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env['HF_HUB_CACHE'] ?? path.join(hubHome(env), 'hub');
}

/** Where the hub's tools keep what is the user's: the cache, and the token. */
function hubHome(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const caches = env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  return env['HF_HOME'] ?? path.join(caches, 'huggingface');
}

/** The hub's address; its own tools read the same variable for mirrors. */
export function hubAddress(): string {
  return (process.env['HF_ENDPOINT'] ?? 'https://huggingface.co').replace(/\/+$/, '');
}

/** The token of the user who is logged in to the hub, where there is one: some models are shown to such only. */
export async function hubToken(): Promise<string | undefined> {
  const { HF_TOKEN: token, HF_TOKEN_PATH: file = path.join(hubHome(), 'token') } = process.env;
  const text = token ?? (await readFile(file, 'utf8').catch(() => ''));
  return text.trim() === '' ? undefined : text.trim();
}

export function fileUrl({ name, revision }: Repository, file: ModelFile): string {
  const segments = file.path.split('/').map(encodeURIComponent);
  return `${hubAddress()}/${name}/resolve/${revision}/${segments.join('/')}`;
}

/** One file of a model in the hub's cache. */
export class CachedFile {
  readonly file: ModelFile;
  /** Where it is found under its name, whether or not it is there. */
  readonly path: string;
  /** Where its bytes are kept. */
  readonly blob: string;
  readonly #cache: string;

  /** @param cache The hub's cache folder. */
  constructor(cache: string, { name, revision }: Repository, file: ModelFile) {
    const folder = path.join(cache, `models--${name.replaceAll('/', '--')}`);
    this.file = file;
    this.path = path.join(folder, 'snapshots', revision, ...file.path.split('/'));
    this.blob = path.join(folder, 'blobs', file.sha256);
    this.#cache = cache;
  }

  /** The path of its bytes, by name or by digest (another revision may have the same file), or undefined. */
  async find(): Promise<string | undefined> {
    for (const candidate of [this.path, this.blob]) if (await isFile(candidate)) return candidate;
    return undefined;
  }

  /** As `find`, where the bytes are those that the description names. */
  async findVerified(): Promise<string | undefined> {
    for (const candidate of [this.path, this.blob])
      if ((await mismatchOf(candidate, this.file)) === undefined) return candidate;
    return undefined;
  }

  /** Where a download of it is kept until it is complete. Makes the folders. @throws LexiclipError `not-writable`. */
  async incomplete(): Promise<string> {
    await this.#makeFolder(this.#cache);
    for (const folder of [path.dirname(this.blob), path.dirname(this.path)]) {
      if (!(await isInside(folder, this.#cache))) {
        const detail = l10n.t('a link leads out of the cache there');
        throw new LexiclipError({ kind: 'not-writable', path: folder, detail });
      }
      await this.#makeFolder(folder);
    }
    return `${this.blob}.incomplete`;
  }

  /**
   * Takes a complete file in: as the blob with a link to it, or under its name where links are not allowed. What
   * has its name without being a link to a blob is someone else's and stays; the bytes are then found as the blob.
   */
  async adopt(complete: string): Promise<string> {
    await rename(complete, this.blob);
    if (await this.#isTaken()) return this.blob;
    await rm(this.path, { force: true });
    try {
      await symlink(path.relative(path.dirname(this.path), this.blob), this.path);
    } catch {
      // Windows allows links to administrators and developers only; the hub's tools then do the same.
      await rename(this.blob, this.path);
    }
    return this.path;
  }

  /** Deletes it where it is in the cache, and not behind a link that leads out of it; answers whether it did. */
  async remove(): Promise<boolean> {
    const removed = [];
    for (const file of [this.path, this.blob, `${this.blob}.incomplete`]) {
      const found = await lstat(file).catch(() => undefined);
      const isRemovable = found?.isFile() === true || found?.isSymbolicLink() === true;
      if (!isRemovable || !(await isInside(path.dirname(file), this.#cache))) continue;
      await withFileErrors(file, () => rm(file, { force: true }));
      removed.push(file);
    }
    return removed.length > 0;
  }

  #makeFolder(folder: string): Promise<unknown> {
    return withFileErrors(folder, () => mkdir(folder, { recursive: true }));
  }

  async #isTaken(): Promise<boolean> {
    const found = await lstat(this.path).catch(() => undefined);
    if (found?.isSymbolicLink() !== true) return found !== undefined;
    const target = path.resolve(path.dirname(this.path), await readlink(this.path));
    return path.dirname(target) !== path.dirname(this.blob);
  }
}
