import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { describeBytes } from '../../core/bytes.ts';
import { modelSchema, withPrecision, type ModelDescription } from '../../core/embed/model-description.ts';
import { CLIP, describeModelFile, MODELS, STAND_IN } from '../../core/embed/models.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { InstallationPaths } from '../installation-paths.ts';
import { CachedFile } from './hub-cache.ts';
import { isFile } from './verify.ts';

/** A description is some hundred bytes; this leaves room, and no more. */
const MOST_DESCRIPTION_BYTES = 1e6;

/** A model and where its files are: one file, a folder, or, with neither, the hub and its cache. */
export type ModelChoice = ModelDescription & { readonly file?: string; readonly folder?: string };

/**
 * The model that a setting or `--model` names: a model's id, also with a precision (`id:fp32`), the path of an
 * ONNX file, or the path of a JSON file that describes a model (docs/models.md).
 * @throws LexiclipError `unknown-model` or `model-unusable`.
 */
export async function chooseModel(
  named: string | undefined,
  places: Pick<InstallationPaths, 'standIn'>,
): Promise<ModelChoice> {
  const name = named ?? CLIP.id;
  if (name.endsWith('.onnx')) {
    if (!(await isFile(name)))
      throw new LexiclipError({
        kind: 'model-unusable',
        path: name,
        detail: l10n.t('there is no such file'),
      });
    return { ...describeModelFile(path.basename(name, '.onnx')), file: path.resolve(name) };
  }
  if (name.endsWith('.json')) return describedBy(path.resolve(name));
  const [id = '', precision] = name.split(':');
  const known = MODELS.find((model) => model.id === id);
  const chosen = known === undefined || precision === undefined ? known : withPrecision(known, precision);
  if (chosen === undefined) {
    const names =
      known?.variants.map((variant) => `${id}:${variant.precision}`) ?? MODELS.map((model) => model.id);
    throw new LexiclipError({ kind: 'unknown-model', model: name, known: names });
  }
  if (known !== STAND_IN) return chosen;
  if (await isFile(places.standIn)) return { ...known, file: places.standIn };
  throw new LexiclipError({
    kind: 'model-unusable',
    path: places.standIn,
    detail: l10n.t('build it with: npm run build'),
  });
}

/** A user's own description; its files are in its repository on the hub, or beside it. */
async function describedBy(file: string): Promise<ModelChoice> {
  const unusable = (detail: string): LexiclipError =>
    new LexiclipError({ kind: 'model-unusable', path: file, detail });
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) throw unusable(l10n.t('there is no such file'));
  if (!found.isFile()) throw unusable(l10n.t('it is no file'));
  if (found.size > MOST_DESCRIPTION_BYTES)
    throw unusable(l10n.t('it is larger than {0}', describeBytes(MOST_DESCRIPTION_BYTES)));
  const text = await readFile(file, 'utf8').catch(() => {
    throw unusable(l10n.t('it cannot be read'));
  });
  try {
    const model = modelSchema.parse(JSON.parse(text));
    if (model.variants.length === 0) throw unusable(l10n.t('it names no files'));
    return { ...model, folder: path.dirname(file) };
  } catch (error) {
    if (error instanceof z.ZodError) {
      const [issue] = error.issues;
      throw unusable(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
    }
    throw error instanceof SyntaxError ? unusable(l10n.t('it is not JSON')) : error;
  }
}

/** The files of a model that are in the hub's cache, by their path in the repository. */
export async function cachedFiles(model: ModelDescription, cache: string): Promise<readonly CachedFile[]> {
  const { repository, variants, text } = model;
  if (repository === undefined) return [];
  const named = [...variants, ...(text === undefined ? [] : [text.tokenizer, ...text.variants])];
  const files = named.map((file) => new CachedFile(cache, repository, file));
  const found = await Promise.all(files.map((file) => file.find()));
  return files.filter((_, index) => found[index] !== undefined);
}

/** Whether any image encoder of the model is there. */
export async function isModelPresent(model: ModelChoice, cache: string): Promise<boolean> {
  if (model.file !== undefined || model.repository === undefined) return true;
  const encoders = new Set(model.variants.map((variant) => variant.path));
  return (await cachedFiles(model, cache)).some(({ file }) => encoders.has(file.path));
}
