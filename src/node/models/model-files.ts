import { stat } from 'node:fs/promises';
import path from 'node:path';
import {
  CLIP,
  describeModelFile,
  FILE_BATCH,
  MODELS,
  STAND_IN,
  type ModelDescription,
  type ModelVariant,
} from '../../core/embed/models.ts';
import { LexiclipError } from '../../core/errors.ts';
import { sha256OfFile } from '../files.ts';
import type { Places } from '../places.ts';

/** A model and where its file comes from: one file that is there, or variants to be downloaded into a cache. */
export type ModelChoice = ModelDescription & { readonly file?: string };

/**
 * The model that a setting or `--model` names: a model's id, or the path of an ONNX file.
 * @throws LexiclipError `unknown-model` or `model-unusable`.
 */
export async function chooseModel(
  named: string | undefined,
  places: Pick<Places, 'standIn'>,
): Promise<ModelChoice> {
  const name = named ?? CLIP.id;
  if (name.endsWith('.onnx')) {
    if (!(await isFile(name)))
      throw new LexiclipError({ kind: 'model-unusable', path: name, detail: 'there is no such file' });
    return { ...describeModelFile(path.basename(name, '.onnx')), file: path.resolve(name) };
  }
  const known = MODELS.find(({ id }) => id === name);
  if (known === undefined)
    throw new LexiclipError({ kind: 'unknown-model', model: name, known: MODELS.map(({ id }) => id) });
  if (known !== STAND_IN) return known;
  if (await isFile(places.standIn)) return { ...known, file: places.standIn };
  throw new LexiclipError({
    kind: 'model-unusable',
    path: places.standIn,
    detail: 'build it with: npm run build',
  });
}

/** The file of a variant in the cache, whether or not it is there. */
export function cachedFile(model: ModelDescription, variant: ModelVariant, cache: string): string {
  return path.join(cache, model.id, path.basename(variant.path));
}

/** Whether any file of the model is there. */
export async function isModelPresent(model: ModelChoice, cache: string): Promise<boolean> {
  if (model.file !== undefined) return true;
  const files = await Promise.all(model.variants.map((variant) => isFile(cachedFile(model, variant, cache))));
  return files.includes(true);
}

export interface LocatedModel {
  readonly file: string;
  readonly sha256: string;
  readonly batch: number;
}

/**
 * The checked file of a model for a kind of device, or the variant that has to be downloaded first.
 * @throws LexiclipError `model-corrupt` for a file that is not what its description says.
 */
export async function locateModel(
  model: ModelChoice,
  target: 'cpu' | 'gpu',
  cache: string,
): Promise<LocatedModel | { readonly download: ModelVariant; readonly destination: string }> {
  if (model.file !== undefined)
    return { file: model.file, sha256: await sha256OfFile(model.file), batch: FILE_BATCH };
  const variant = model.variants.find((candidate) => candidate.target === target) ?? model.variants[0];
  if (variant === undefined)
    throw new LexiclipError({ kind: 'model-unusable', path: model.id, detail: 'it has no files' });
  const file = cachedFile(model, variant, cache);
  if (!(await isFile(file))) return { download: variant, destination: file };
  const sha256 = await sha256OfFile(file);
  if (sha256 === variant.sha256) return { file, sha256, batch: variant.batch };
  throw new LexiclipError({
    kind: 'model-corrupt',
    path: file,
    detail: 'its SHA-256 differs from the published one',
  });
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
