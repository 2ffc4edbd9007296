import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { asObject, type Lora } from '../generation.ts';
import type { ComfyNode } from './graph-form.ts';

/** The networks that nodes between a model's loader and a sampler mix into it; the nearest to the loader first. */
export function lorasOf(nodes: readonly ComfyNode[]): JsonValue[] | undefined {
  const loras = nodes.toReversed().flatMap(({ inputs }) => lorasOfNode(inputs));
  return loras.length === 0
    ? undefined
    : loras.map(({ name, weight }) => ({ name, ...(weight === undefined ? {} : { weight }) }));
}

function lorasOfNode(inputs: JsonObject): Lora[] {
  return Object.entries(inputs).flatMap(([key, value]) => {
    // Power Lora Loader (rgthree): one object for each network; LoraLoader|pysssss: the name in `content`.
    const object = asObject(value);
    if (object !== undefined)
      return 'lora' in object
        ? loraOf(object['lora'], object['strength'], object['on'])
        : loraNamed(key, object['content'], inputs);
    return loraNamed(key, value, inputs);
  });
}

/** `lora_name` and `strength_model`, or the same with a number: `lora_name_2`, `lora_2_name`, `lora_02`. */
function loraNamed(key: string, value: JsonValue | undefined, inputs: JsonObject): Lora[] {
  const [, before, after] = /^lora(?:_?name)?(?:_?(\d{1,3}))?(?:_name)?(?:_?(\d{1,3}))?$/.exec(key) ?? [
    undefined,
    undefined,
    undefined,
  ];
  if (!key.startsWith('lora') || !/^lora(?:_?name)?(?:_?\d{1,3})?(?:_name)?$/.test(key)) return [];
  const number = before ?? after ?? '';
  const weights = Object.keys(inputs).filter(
    (name) =>
      /strength|weight|_wt|_str/.test(name) &&
      !name.includes('clip') &&
      (/\d+/.exec(name)?.[0] ?? '') === number,
  );
  const weight = weights.find((name) => name.includes('model')) ?? weights[0];
  return loraOf(value, weight === undefined ? undefined : inputs[weight], inputs[`switch_${number}`]);
}

function loraOf(
  name: JsonValue | undefined,
  weight: JsonValue | undefined,
  on: JsonValue | undefined,
): Lora[] {
  if (typeof name !== 'string' || name === '' || name === 'None' || on === false || on === 'Off') return [];
  return [{ name, ...(typeof weight === 'number' ? { weight } : {}) }];
}
