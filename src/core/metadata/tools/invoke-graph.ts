import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { asObject, type Said } from '../generation.ts';

const MOST_NODES = 2000;

/**
 * The graph that InvokeAI ran, its nodes by id (`positive_prompt:x`, `neg_cond`, a string or a prompt each), or the
 * workflow as its editor saves it, a list of nodes with labels.
 */
export function saidByInvokeGraph(graph: JsonObject): Said {
  const nodes = Array.isArray(graph['nodes'])
    ? graph['nodes'].slice(0, MOST_NODES).map(editorNode)
    : Object.entries(asObject(graph['nodes']) ?? {})
        .slice(0, MOST_NODES)
        .map(graphNode);
  const whole = Object.values(asObject(graph['nodes']) ?? {})
    .slice(0, MOST_NODES)
    .map(asObject)
    .find((node) => typeof node?.['positive_prompt'] === 'string');
  if (whole !== undefined)
    return {
      prompt: whole['positive_prompt'],
      negativePrompt: whole['negative_prompt'],
      parameters: graph,
    };
  const prompts = nodes.filter((node) => node !== undefined);
  const negative = prompts.find(({ name }) => /\bneg/i.test(name));
  const positive =
    prompts.find(({ name }) => /\bpos/i.test(name)) ?? prompts.find((node) => node !== negative);
  return { prompt: positive?.text, negativePrompt: negative?.text, parameters: graph };
}

interface PromptNode {
  name: string;
  text: string;
}

function graphNode([id, value]: [string, JsonValue]): PromptNode | undefined {
  const node = asObject(value);
  const text = node?.['prompt'] ?? (node?.['type'] === 'string' ? node['value'] : undefined);
  return typeof text === 'string' && text !== '' ? { name: id, text } : undefined;
}

function editorNode(value: JsonValue): PromptNode | undefined {
  const data = asObject(asObject(value)?.['data']);
  const inputs = asObject(data?.['inputs']);
  const field = inputs?.['prompt'] ?? (data?.['type'] === 'string' ? inputs?.['value'] : undefined);
  const text = asObject(field)?.['value'];
  const label = data?.['label'];
  return typeof text === 'string' && text !== ''
    ? { name: typeof label === 'string' ? label : '', text }
    : undefined;
}
