import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { byPlace, findObject, objectIn } from '../found-object.ts';
import { textAt, type FoundText } from '../found-text.ts';
import { asObject, generationOf, type Generation, type Said } from '../generation.ts';
import { readDreamCommand, withoutBrackets } from './dream.ts';
import { saidByInvokeGraph } from './invoke-graph.ts';
import { saidByNames } from './named-fields.ts';

/**
 * InvokeAI: since version 3 `invokeai_metadata` (invokeai/app/invocations/metadata.py, `CoreMetadataInvocation`),
 * before it `sd-metadata` (docs of 2.3, "Image metadata"), at first a command line in `Dream`. Where none of them has
 * a prompt, the graph or the workflow of the image has.
 */
export function readInvoke(texts: readonly FoundText[]): Generation | undefined {
  const found = [fromMetadata(texts), fromOldMetadata(texts), fromDream(texts), ...fromGraphs(texts)];
  const known = found.filter((generation) => generation !== undefined);
  return known.find(({ prompt }) => prompt !== undefined) ?? known[0];
}

function fromMetadata(texts: readonly FoundText[]): Generation | undefined {
  const own = 'png:invokeai_metadata';
  const found = findObject(
    texts,
    [own],
    (object, place) =>
      place === own ||
      ('positive_prompt' in object && ('app_version' in object || 'generation_mode' in object)),
  );
  if (found === undefined) return undefined;
  const said = saidByNames(found.object);
  // What InvokeAI calls its scheduler is what others call the sampler.
  return generationOf('InvokeAI', found.place, {
    ...said,
    sampler: said.sampler ?? said.scheduler,
    scheduler: undefined,
  });
}

function fromOldMetadata(texts: readonly FoundText[]): Generation | undefined {
  const own = 'png:sd-metadata';
  const found = findObject(
    texts,
    [own],
    (object, place) => place === own || (asObject(object['image']) !== undefined && 'app_id' in object),
  );
  if (found === undefined) return undefined;
  const image = asObject(found.object['image']) ?? {};
  return generationOf('InvokeAI', found.place, {
    ...saidByNames(image),
    ...oldPrompt(image['prompt']),
    model: found.object['model_weights'] ?? found.object['model'],
    parameters: found.object,
  });
}

/** A text, or a list of weighted ones, of which those below zero are unwanted. */
function oldPrompt(value: JsonValue | undefined): Said {
  if (typeof value === 'string') return withoutBrackets(value);
  const parts = (Array.isArray(value) ? value.slice(0, 100) : [])
    .map((item) => asObject(item))
    .filter((part) => part !== undefined);
  const wanted = parts.filter(({ weight }) => typeof weight !== 'number' || weight >= 0);
  const joined = (list: readonly JsonObject[]): string =>
    list.flatMap(({ prompt }) => (typeof prompt === 'string' ? prompt : [])).join(', ');
  const split = withoutBrackets(joined(wanted));
  const unwanted = [split.negativePrompt, joined(parts.filter((part) => !wanted.includes(part)))];
  return { prompt: split.prompt, negativePrompt: unwanted.filter((text) => text !== '').join(', ') };
}

function fromDream(texts: readonly FoundText[]): Generation | undefined {
  const place = 'png:Dream';
  const command = textAt(texts, place);
  return command === undefined ? undefined : generationOf('InvokeAI', place, readDreamCommand(command));
}

function fromGraphs(texts: readonly FoundText[]): (Generation | undefined)[] {
  const places = ['png:invokeai_graph', 'png:invokeai_workflow'];
  return byPlace(texts, places)
    .filter(({ place }) => places.includes(place))
    .map((found) => {
      const graph = objectIn(found);
      return graph && generationOf('InvokeAI', found.place, saidByInvokeGraph(graph));
    });
}
