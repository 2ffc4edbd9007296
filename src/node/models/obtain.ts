import path from 'node:path';
import { variantFor, type ModelFile } from '../../core/embed/model-description.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { LongTask } from '../../core/signal.ts';
import { sha256OfFile } from '../sha256.ts';
import { download } from './download.ts';
import { CachedFile, fileUrl, hubToken } from './hub-cache.ts';
import type { ModelChoice } from './model-files.ts';

/** What a user is asked to agree to. */
export interface ModelDownload {
  readonly label: string;
  readonly licence: string;
  /** Of all files. */
  readonly bytes: number;
  /** Of the first file. */
  readonly url: string;
  /** The folder in which the files will be kept. */
  readonly destination: string;
}

export interface ObtainOptions {
  /** The hub's cache folder. */
  readonly cache: string;
  readonly fetch: typeof globalThis.fetch;
  readonly confirmDownload: (download: ModelDownload) => Promise<boolean>;
}

/** A checked file, and what it is. */
export interface LocatedModel {
  readonly file: string;
  readonly sha256: string;
  /** Absent for a model that is one file. */
  readonly precision?: 'fp32' | 'fp16' | 'int8';
}

export interface LocatedText extends LocatedModel {
  /** Path of the `tokenizer.json`. */
  readonly tokenizer: string;
}

/**
 * How to come by a model's checked files: from a path, from the hub's cache, or by a download that the user
 * agreed to.
 * @throws LexiclipError `model-declined`, `model-corrupt`, `model-unusable`, and what downloading throws.
 */
export class ModelFiles {
  readonly #model: ModelChoice;
  readonly #options: ObtainOptions;

  constructor(model: ModelChoice, options: ObtainOptions) {
    this.#model = model;
    this.#options = options;
  }

  /** The image encoder for a kind of device. */
  async image(target: 'cpu' | 'gpu', task: LongTask): Promise<LocatedModel> {
    const { file, id, variants } = this.#model;
    if (file !== undefined) return { file, sha256: await sha256OfFile(file) };
    const variant = variantFor(variants, target);
    if (variant === undefined)
      throw new LexiclipError({ kind: 'model-unusable', path: id, detail: 'it has no files' });
    const [found = ''] = await this.#obtain([variant], task);
    return { file: found, sha256: variant.sha256, precision: variant.precision };
  }

  /** The text encoder for a kind of device, with its tokenizer. @throws LexiclipError `no-text-side`. */
  async text(target: 'cpu' | 'gpu', task: LongTask): Promise<LocatedText> {
    const { file, label, text } = this.#model;
    const variant = variantFor(text?.variants ?? [], target);
    if (text === undefined || variant === undefined || file !== undefined)
      throw new LexiclipError({ kind: 'no-text-side', model: label });
    const [found = '', tokenizer = ''] = await this.#obtain([variant, text.tokenizer], task);
    return { file: found, tokenizer, sha256: variant.sha256, precision: variant.precision };
  }

  /** The paths of files whose bytes are those that the description names; asks once for all that are missing. */
  async #obtain(files: readonly ModelFile[], task: LongTask): Promise<readonly string[]> {
    const { repository, folder = '' } = this.#model;
    if (repository === undefined) {
      const paths = files.map((file) => path.resolve(folder, file.path));
      await Promise.all(paths.map((file, index) => check(file, files[index]?.sha256 ?? '')));
      return paths;
    }
    const cached = files.map((file) => new CachedFile(this.#options.cache, repository, file));
    const missing: CachedFile[] = [];
    for (const file of cached) if ((await file.find()) === undefined) missing.push(file);
    if (missing.length > 0) await this.#download(repository, missing, task);
    return Promise.all(
      cached.map(async (file) => {
        const found = (await file.find()) ?? file.path;
        await check(found, file.file.sha256);
        return found;
      }),
    );
  }

  async #download(
    repository: NonNullable<ModelChoice['repository']>,
    missing: readonly CachedFile[],
    task: LongTask,
  ): Promise<void> {
    const { fetch, confirmDownload } = this.#options;
    const { id, label, licence } = this.#model;
    const [first] = missing;
    if (first === undefined) return;
    const bytes = missing.reduce((sum, { file }) => sum + file.bytes, 0);
    const url = fileUrl(repository, first.file);
    if (process.env['HF_HUB_OFFLINE'] === '1')
      throw new LexiclipError({ kind: 'model-unreachable', url, detail: 'HF_HUB_OFFLINE is set' });
    const destination = path.dirname(path.dirname(first.blob));
    if (!(await confirmDownload({ label, licence, bytes, url, destination })))
      throw new LexiclipError({ kind: 'model-declined', model: id, bytes });
    const token = await hubToken();
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    for (const cached of missing) {
      const from = { url: fileUrl(repository, cached.file), headers, label };
      const incomplete = `${cached.blob}.incomplete`;
      await cached.adopt(await download({ ...from, file: cached.file, incomplete }, fetch, task));
    }
  }
}

/** @throws LexiclipError `model-corrupt` for a file that is not what its description says, or is not there. */
async function check(file: string, sha256: string): Promise<void> {
  const found = await sha256OfFile(file).catch(() => undefined);
  if (found === sha256) return;
  const detail = found === undefined ? 'it cannot be read' : 'its SHA-256 differs from the published one';
  throw new LexiclipError({ kind: 'model-corrupt', path: file, detail });
}
