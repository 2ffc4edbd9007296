import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { variantFor, type ModelFile, type ModelVariant } from '../../core/embed/model-description.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { LongTask } from '../../core/signal.ts';
import { describeReplacement } from '../../core/wording.ts';
import { isPrivate } from '../addresses.ts';
import { sha256, sha256OfFile } from '../sha256.ts';
import type { Transport } from '../transport.ts';
import { download } from './download.ts';
import { CachedFile, fileUrl, hubAddress, hubToken } from './hub-cache.ts';
import { isInside } from './inside.ts';
import type { ModelChoice } from './model-files.ts';
import { isFile, mismatchOf } from './verify.ts';

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
  readonly transport: Transport;
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
 * @throws LexiclipError `model-declined`, `model-mismatch`, `model-unusable`, and what downloading throws.
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
    if (file !== undefined) {
      if (await isFile(file)) return { file, sha256: await sha256OfFile(file) };
      throw new LexiclipError({
        kind: 'model-unusable',
        path: file,
        detail: l10n.t('there is no such file'),
      });
    }
    const variant = variantFor(variants, target);
    if (variant === undefined)
      throw new LexiclipError({ kind: 'model-unusable', path: id, detail: l10n.t('it has no files') });
    const [found = ''] = await this.#obtain([variant], task);
    return { file: found, sha256: variant.sha256, precision: variant.precision };
  }

  /** The text encoder for a kind of device, with its tokenizer. @throws LexiclipError `no-text-side`. */
  async text(target: 'cpu' | 'gpu', task: LongTask): Promise<LocatedText> {
    const files = this.#textFiles(target);
    if (files === undefined) throw new LexiclipError({ kind: 'no-text-side', model: this.#model.label });
    const [variant] = files;
    const [file = '', tokenizer = ''] = await this.#obtain(files, task);
    return { file, tokenizer, sha256: variant.sha256, precision: variant.precision };
  }

  /**
   * Digest of the text encoder and its tokenizer, as the description names them; undefined for a model without words.
   */
  get textSha256(): string | undefined {
    const files = this.#textFiles('cpu');
    if (files === undefined) return undefined;
    const digest = sha256.start();
    for (const file of files) digest.update(file.sha256);
    return digest.digest();
  }

  /** Whether all files of the text side are here under their names; their bytes are checked when they are used. */
  async isTextPresent(): Promise<boolean> {
    const { repository, folder = '' } = this.#model;
    const files = this.#textFiles('cpu');
    if (files === undefined) return false;
    const found = await Promise.all(
      files.map((file) =>
        repository === undefined
          ? isFile(path.resolve(folder, file.path))
          : new CachedFile(this.#options.cache, repository, file).find(),
      ),
    );
    return found.every((one) => one !== undefined && one !== false);
  }

  /** The text encoder and its tokenizer; undefined for a model that knows no words. */
  #textFiles(target: 'cpu' | 'gpu'): readonly [ModelVariant, ModelFile] | undefined {
    const { file, text } = this.#model;
    const variant = variantFor(text?.variants ?? [], target);
    return text === undefined || variant === undefined || file !== undefined
      ? undefined
      : [variant, text.tokenizer];
  }

  /** The paths of files whose bytes are those that the description names; asks once for all that are missing. */
  async #obtain(files: readonly ModelFile[], task: LongTask): Promise<readonly string[]> {
    const { repository, folder = '' } = this.#model;
    if (repository === undefined) return Promise.all(files.map((file) => besideDescription(folder, file)));
    const cached = files.map((file) => new CachedFile(this.#options.cache, repository, file));
    const found = await Promise.all(cached.map((file) => file.findVerified()));
    const missing = cached.filter((_, index) => found[index] === undefined);
    const downloaded = await this.#download(repository, missing, task);
    return cached.map((file, index) => found[index] ?? downloaded.get(file) ?? file.path);
  }

  async #download(
    repository: NonNullable<ModelChoice['repository']>,
    missing: readonly CachedFile[],
    task: LongTask,
  ): Promise<ReadonlyMap<CachedFile, string>> {
    const { transport, confirmDownload } = this.#options;
    const { id, licence } = this.#model;
    const downloaded = new Map<CachedFile, string>();
    const [first] = missing;
    if (first === undefined) return downloaded;
    const bytes = missing.reduce((sum, { file }) => sum + file.bytes, 0);
    const url = fileUrl(repository, first.file);
    if (process.env['HF_HUB_OFFLINE'] === '1')
      throw new LexiclipError({ kind: 'model-unreachable', url, detail: l10n.t('HF_HUB_OFFLINE is set') });
    const destination = path.dirname(path.dirname(first.blob));
    // A file with other bytes is as good as none, whoever damaged it.
    const others = await Promise.all(missing.map((file) => file.find()));
    const isReplacement = others.some((other) => other !== undefined);
    const label = isReplacement ? describeReplacement(this.#model.label) : this.#model.label;
    if (!(await confirmDownload({ label, licence, bytes, url, destination })))
      throw new LexiclipError({ kind: 'model-declined', model: id, bytes });
    const token = await hubToken();
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    // A mirror in a private network may send us to another host of it; the public hub may not.
    const privateHosts = await isPrivate(hubAddress());
    for (const cached of missing) {
      const from = { url: fileUrl(repository, cached.file), headers, privateHosts, label: this.#model.label };
      const wanted = { ...from, file: cached.file, incomplete: await cached.incomplete() };
      downloaded.set(cached, await cached.adopt(await download(wanted, transport, task)));
    }
    return downloaded;
  }
}

/** @throws LexiclipError `model-mismatch` for a file that is not what its description says, or is elsewhere. */
async function besideDescription(folder: string, file: ModelFile): Promise<string> {
  const found = path.resolve(folder, file.path);
  const detail = (await isInside(found, folder))
    ? await mismatchOf(found, file)
    : l10n.t('a link leads out of the folder of the description');
  if (detail === undefined) return found;
  throw new LexiclipError({ kind: 'model-mismatch', path: found, detail });
}
