import { LexiclipError } from '../../core/errors.ts';
import type { LongTask } from '../../core/signal.ts';
import { downloadModel, modelUrl } from './download.ts';
import { locateModel, type LocatedModel, type ModelChoice } from './model-files.ts';

/** What a user is asked to agree to. */
export interface ModelDownload {
  readonly label: string;
  readonly licence: string;
  readonly bytes: number;
  readonly url: string;
  /** Where the file will be kept. */
  readonly destination: string;
}

interface ObtainOptions {
  /** Folder for downloads. */
  readonly cache: string;
  readonly fetch: typeof globalThis.fetch;
  readonly confirmDownload: (download: ModelDownload) => Promise<boolean>;
}

/**
 * How to come by the checked file of a model: from its path, from the cache, or by a download that the user
 * agreed to.
 * @throws LexiclipError `model-declined`, and what locating and downloading throw.
 */
export function obtainModel(
  model: ModelChoice,
  { cache, fetch, confirmDownload }: ObtainOptions,
): (target: 'cpu' | 'gpu', task: LongTask) => Promise<LocatedModel> {
  return async (target, task) => {
    const found = await locateModel(model, target, cache);
    if ('file' in found) return found;
    const { download: variant, destination } = found;
    const { label, licence, id } = model;
    const { bytes } = variant;
    if (!(await confirmDownload({ label, licence, bytes, url: modelUrl(variant), destination }))) {
      throw new LexiclipError({ kind: 'model-declined', model: id, bytes });
    }
    await downloadModel(variant, destination, fetch, task);
    return { file: destination, sha256: variant.sha256, batch: variant.batch };
  };
}
