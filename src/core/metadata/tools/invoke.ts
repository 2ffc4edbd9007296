import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { textAt, type FoundText } from '../found-text.ts';
import { asObject, generationOf, pixels, type Generation } from '../generation.ts';
import { objectsIn } from '../json-texts.ts';
import { inBrackets } from './in-brackets.ts';

const TOOL = 'InvokeAI';
const PLACES = ['png:invokeai_metadata', 'png:sd-metadata', 'png:dream_metadata', 'png:invokeai_graph'];

/**
 * InvokeAI: since version 3 `positive_prompt` (its docs, "Invoke metadata"), or the same in a node of its graph; before,
 * `image.prompt`, also as a weighted list; before that, the command line that was typed, in `Dream`.
 */
export function readInvoke(texts: readonly FoundText[]): Generation | undefined {
  const objects = objectsIn(texts).filter(
    ({ place, object }) => PLACES.includes(place) || 'positive_prompt' in object || isOld(object),
  );
  for (const { place, object } of objects) {
    const found =
      'positive_prompt' in object ? now(place, object) : (before3(place, object) ?? inGraph(place, object));
    if (found !== undefined) return found;
  }
  return dream(textAt(texts, 'png:Dream'));
}

function isOld({ app_id: app }: JsonObject): boolean {
  return typeof app === 'string' && app.includes('InvokeAI');
}

function now(place: string, metadata: JsonObject): Generation | undefined {
  const { width, height } = metadata;
  return generationOf(TOOL, place, {
    prompt: metadata['positive_prompt'],
    negativePrompt: metadata['negative_prompt'],
    model: nameOf(metadata['model']),
    scheduler: metadata['scheduler'],
    steps: metadata['steps'],
    cfg: metadata['cfg_scale'],
    seed: metadata['seed'],
    size: pixels(width, height),
    loras: lorasOf(metadata['loras']),
    parameters: metadata,
  });
}

/** `model_name` in version 3, `name` since. */
function nameOf(model: JsonValue | undefined): JsonValue | undefined {
  const object = asObject(model);
  return object === undefined ? model : (object['model_name'] ?? object['name']);
}

function lorasOf(loras: JsonValue | undefined): JsonValue[] {
  if (!Array.isArray(loras)) return [];
  return loras.flatMap((item) => {
    const lora = asObject(item);
    const name = nameOf(lora?.['lora'] ?? lora?.['model']);
    return typeof name === 'string' ? [{ name, weight: lora?.['weight'] ?? null }] : [];
  });
}

function before3(place: string, metadata: JsonObject): Generation | undefined {
  const image = asObject(metadata['image']) ?? metadata;
  const said = image['prompt'];
  const prompts = Array.isArray(said) ? said.map((part) => asObject(part)?.['prompt']) : [said];
  const prompt = prompts.filter((part) => typeof part === 'string').join(' ');
  if (prompt === '') return undefined;
  return generationOf(TOOL, place, {
    ...inBrackets(prompt),
    model: metadata['model_weights'],
    sampler: image['sampler'],
    steps: image['steps'],
    cfg: image['cfg_scale'],
    seed: image['seed'],
    size: pixels(image['width'], image['height']),
    parameters: metadata,
  });
}

function inGraph(place: string, { nodes }: JsonObject): Generation | undefined {
  const node = Object.values(asObject(nodes) ?? {})
    .map(asObject)
    .find((each) => typeof each?.['positive_prompt'] === 'string');
  return node && now(place, node);
}

/** `"a heron [fish]" -s 50 -S 42 …`: letters as in InvokeAI's command line of 2022 (ldm/invoke/args.py). */
function dream(command: string | undefined): Generation | undefined {
  if (command === undefined) return undefined;
  const [, quoted] = /^\s*"((?:[^"\\]|\\.)*)"/s.exec(command) ?? [];
  const prompt = quoted ?? command.split(/\s-\w/)[0] ?? '';
  const options = command.slice(command.indexOf(prompt) + prompt.length);
  const option = (letter: string): string | undefined =>
    new RegExp(`\\s-${letter}\\s?([\\w.]{1,40})`).exec(options)?.[1];
  return generationOf(TOOL, 'png:Dream', {
    ...inBrackets(prompt),
    sampler: option('A'),
    steps: option('s'),
    cfg: option('C'),
    seed: option('S'),
    size: pixels(option('W'), option('H')),
    parameters: { Dream: command },
  });
}
