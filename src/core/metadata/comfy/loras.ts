import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { asObject, type Lora } from '../generation.ts';
import type { ComfyNode } from './graph-form.ts';

/** Of one node, no more are read. The longest stacks have 50. */
const MOST_OF_NODE = 200;

/** The networks that nodes between a model's loader and a sampler mix into it; the nearest to the loader first. */
export function lorasOf(nodes: readonly ComfyNode[]): JsonObject[] | undefined {
  const loras = nodes.toReversed().flatMap(({ inputs }) => lorasOfNode(inputs));
  return loras.length === 0 ? undefined : loras.map((lora) => ({ ...lora }));
}

function lorasOfNode(inputs: JsonObject): Lora[] {
  if (inputs['toggle'] === false) return [];
  const count = inputs['lora_count'] ?? inputs['num_loras'];
  const most = typeof count === 'number' ? Math.min(count, MOST_OF_NODE) : MOST_OF_NODE;
  const named = Object.entries(inputs).filter(([key]) => NAME.test(key));
  return named.slice(0, most).flatMap(([key, value]) => {
    const object = asObject(value);
    // Power Lora Loader (rgthree): one object for each network.
    if (object !== undefined && 'lora' in object)
      return loraOf(object['lora'], object['strength'], object['on']);
    const number = /\d+/.exec(key)?.[0];
    const isOn = number === undefined ? undefined : inputs[`switch_${number}`];
    // LoraLoader|pysssss: the name in an object, beside its picture.
    return loraOf(object?.['content'] ?? value, weightOf(inputs, number), isOn);
  });
}

/** `lora_name`, or the same with a number: `lora_name_2`, `lora_2_name`, `lora_02`. */
const NAME = /^lora(?:_?name)?(?:_?\d{1,3})?(?:_name)?$/;

/** The weight for the model: of a loader, of rows of a stack in Comfyroll, Easy-Use, efficiency-nodes or rgthree. */
function weightOf(inputs: JsonObject, number: string | undefined): JsonValue | undefined {
  const names =
    number === undefined
      ? [
          'strength_model',
          'lora_model_strength',
          'model_strength',
          'strength',
          'weight',
          'lora_weight',
          'lora_strength',
        ]
      : [
          ...(inputs['input_mode'] === 'simple' ? [`lora_wt_${number}`] : []),
          `model_str_${number}`,
          `model_weight_${number}`,
          `lora_${number}_model_strength`,
          `lora_${number}_strength`,
          `strength_model_${number}`,
          `strength_${number}`,
          `lora_wt_${number}`,
          `weight_${number}`,
        ];
  return names.map((name) => inputs[name]).find((weight) => typeof weight === 'number');
}

function loraOf(name?: JsonValue, weight?: JsonValue, on?: JsonValue): Lora[] {
  if (typeof name !== 'string' || name === '' || name === 'None' || on === false || on === 'Off') return [];
  return [{ name, ...(typeof weight === 'number' ? { weight } : {}) }];
}
