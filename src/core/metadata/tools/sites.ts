import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { findObject } from '../found-object.ts';
import type { FoundText } from '../found-text.ts';
import { asObject, generationOf, type Generation } from '../generation.ts';
import { parseObject } from '../lenient-json.ts';
import { nameOf, saidByNames } from './named-fields.ts';

/** Tensor.art: JSON in a `generation_data` chunk, the networks among its `models`, beside the graph that was run. */
export function readTensorArt(texts: readonly FoundText[]): Generation | undefined {
  const own = 'png:generation_data';
  const found = findObject(
    texts,
    [own],
    (object, place) =>
      place === own || (typeof object['prompt'] === 'string' && isTensorModel(object['baseModel'])),
  );
  if (found === undefined) return undefined;
  const { place, object } = found;
  const models = Array.isArray(object['models']) ? object['models'].slice(0, 100) : [];
  const loras = models
    .map((model) => asObject(model))
    .filter((model) => model?.['type'] === 'LORA')
    .map((model): JsonValue => ({
      name: nameOf(model) ?? null,
      weight: model?.['weight'] ?? null,
    }));
  const model = nameOf(object['baseModel']) ?? nameOf(object['model']);
  return generationOf('Tensor.art', place, { ...saidByNames(object), model, loras });
}

function isTensorModel(value: JsonValue | undefined): boolean {
  const model = asObject(value);
  return model !== undefined && 'modelFileName' in model;
}

/**
 * Images that Civitai generates by ComfyUI (github.com/civitai/civitai, src/utils/metadata/comfy.metadata.ts): the
 * graph, or its member `extra`, has a member `extraMetadata`, what the person asked for, as JSON in a text.
 */
export function readCivitaiGraph(texts: readonly FoundText[]): Generation | undefined {
  const found = findObject(
    texts,
    ['exif:UserComment', 'png:prompt'],
    (object) => extraIn(object) !== undefined,
  );
  const extra = found && extraIn(found.object);
  if (found === undefined || extra === undefined) return undefined;
  return generationOf('Civitai', found.place, { ...saidByNames(extra), parameters: extra });
}

function extraIn(object: JsonObject): JsonObject | undefined {
  const value = object['extraMetadata'] ?? asObject(object['extra'])?.['extraMetadata'];
  const extra = typeof value === 'string' ? parseObject(value) : asObject(value);
  return typeof extra?.['prompt'] === 'string' ? extra : undefined;
}
