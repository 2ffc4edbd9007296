import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { asObject } from '../generation.ts';
import { parseObject } from '../lenient-json.ts';

/** Keys under which an object, or an object in it, holds a graph, as an object or as JSON in a string. */
const HOLDERS = [
  'prompt',
  'workflow',
  'output',
  'extra_pnginfo',
  'extra_data',
  'comfy',
  'comfyui',
  'meta',
  'metadata',
];

/** So many objects of one text are looked at. */
const MOST_OBJECTS = 16;

/**
 * The objects of a text that may be graphs: the text itself, also behind `prompt:` or `workflow:` (EXIF's Make, Model and
 * ImageDescription, by SaveAnimatedWEBP and other nodes), and what stands in it under the keys that tools use.
 */
export function objectsIn(text: string): JsonObject[] {
  const objects: JsonObject[] = [];
  const add = (value: JsonValue | undefined): void => {
    const object = typeof value === 'string' ? parseObject(value) : asObject(value);
    if (object !== undefined && objects.length < MOST_OBJECTS) objects.push(object);
  };
  add(withoutLabel(text));
  // The list grows while it is walked.
  for (const object of objects) {
    for (const key of HOLDERS) if (Object.hasOwn(object, key)) add(object[key]);
  }
  return objects;
}

function withoutLabel(text: string): string {
  const [label = ''] =
    /^[\s\0\uFEFF]{0,100}["']?(?:prompt|workflow)["']?\s{0,10}[:=]\s{0,10}(?=\{)/i.exec(text) ?? [];
  return text.slice(label.length);
}
