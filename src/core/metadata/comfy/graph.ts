import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import type { FoundText } from '../found-text.ts';
import { asObject, generationOf, type Generation } from '../generation.ts';
import { parseObject } from '../lenient-json.ts';

/**
 * ComfyUI: a graph of nodes by id, `{class_type, inputs}`, where an input is a value or a link `[id, output]`. The
 * prompt is the text behind what a sampler takes as `positive`.
 */
export function readComfyGraph(texts: readonly FoundText[]): Generation | undefined {
  for (const { place, text } of texts) {
    const graph = parseObject(text);
    if (graph === undefined) continue;
    for (const node of Object.values(graph)) {
      const inputs = asObject(asObject(node)?.['inputs']);
      if (inputs?.['positive'] === undefined) continue;
      const prompt = textBehind(inputs['positive'], graph, new Set());
      const negativePrompt = textBehind(inputs['negative'], graph, new Set());
      if (prompt !== '') return generationOf('ComfyUI', place, { prompt, negativePrompt });
    }
  }
  return undefined;
}

/** Inputs that hold a text, in nodes of ComfyUI and of its common extensions; others are followed where they are links. */
const TEXT_INPUTS = ['text', 'text_g', 'text_l', 'string', 'value', 'prompt', 'positive', 'wildcard_text'];

function textBehind(input: JsonValue | undefined, graph: JsonObject, seen: Set<string>): string {
  if (typeof input === 'string') return input.trim();
  const [id] = Array.isArray(input) ? input : [];
  if (typeof id !== 'string' || seen.has(id)) return '';
  seen.add(id);
  const inputs = asObject(asObject(graph[id])?.['inputs']) ?? {};
  const joined = (values: readonly (JsonValue | undefined)[]): string => {
    const texts = values.map((value) => textBehind(value, graph, seen)).filter((found) => found !== '');
    return [...new Set(texts)].join(', ');
  };
  const own = joined(TEXT_INPUTS.map((name) => inputs[name]));
  return own === '' ? joined(Object.values(inputs).filter((value) => Array.isArray(value))) : own;
}
