import { mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { ModelDescription, ModelFile } from '../../core/embed/model-description.ts';

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
export function hubHome(env: Readonly<Record<string, string | undefined>> = process.env): string {
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
  return `${hubAddress()}/${name}/resolve/${revision}/${file.path}`;
}

/** One file of a model in the hub's cache. */
export class CachedFile {
  readonly file: ModelFile;
  /** Where it is found under its name, whether or not it is there. */
  readonly path: string;
  /** Where its bytes are kept. */
  readonly blob: string;

  /** @param cache The hub's cache folder. */
  constructor(cache: string, { name, revision }: Repository, file: ModelFile) {
    const folder = path.join(cache, `models--${name.replaceAll('/', '--')}`);
    this.file = file;
    this.path = path.join(folder, 'snapshots', revision, ...file.path.split('/'));
    this.blob = path.join(folder, 'blobs', file.sha256);
  }

  /** The path of its bytes, by name or by digest (another revision may have the same file), or undefined. */
  async find(): Promise<string | undefined> {
    for (const candidate of [this.path, this.blob]) {
      const found = await stat(candidate).catch(() => undefined);
      if (found?.isFile() === true) return candidate;
    }
    return undefined;
  }

  /** Takes a complete file in: as the blob with a link to it, or under its name where links are not allowed. */
  async adopt(complete: string): Promise<string> {
    await mkdir(path.dirname(this.blob), { recursive: true });
    await mkdir(path.dirname(this.path), { recursive: true });
    await rename(complete, this.blob);
    await rm(this.path, { force: true });
    try {
      await symlink(path.relative(path.dirname(this.path), this.blob), this.path);
    } catch {
      // Windows allows links to administrators and developers only; the hub's tools then do the same.
      await rename(this.blob, this.path);
    }
    return this.path;
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
    await rm(this.blob, { force: true });
    await rm(`${this.blob}.incomplete`, { force: true });
  }
}
