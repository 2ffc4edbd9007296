import type { ModelDescription } from '../../core/embed/model-description.ts';
import { MODELS } from '../../core/embed/models.ts';
import { cachedFiles } from './model-files.ts';

/** A model that can be had from the hub, and what of it is on this machine. */
export interface ModelStatus {
  readonly model: ModelDescription;
  /** Paths in its repository of the files that are here. */
  readonly files: readonly string[];
  /** Of those files. */
  readonly bytes: number;
}

/** The models that LexiCLIP knows on the hub, with what of each is in the hub's cache. */
export async function modelInventory(cache: string): Promise<readonly ModelStatus[]> {
  const known = MODELS.filter(({ repository }) => repository !== undefined);
  return Promise.all(
    known.map(async (model) => {
      const files = await cachedFiles(model, cache);
      const bytes = files.reduce((sum, { file }) => sum + file.bytes, 0);
      return { model, files: files.map(({ file }) => file.path), bytes };
    }),
  );
}

/** Removes a model's files from the hub's cache; other tools that use the same ones download them again. */
export async function removeModel(model: ModelDescription, cache: string): Promise<number> {
  let bytes = 0;
  for (const cached of await cachedFiles(model, cache)) if (await cached.remove()) bytes += cached.file.bytes;
  return bytes;
}
