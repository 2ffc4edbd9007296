import type { JsonObject, JsonValue } from '../collection/json-value.ts';
import type { ImageText } from '../image-text.ts';

/** How an image was generated, as the tool that made it says in the file. */
export interface Generation {
  readonly tool: string;
  readonly prompt: string;
  readonly negativePrompt?: string;
  /** Everything else that it says, under its own names. */
  readonly parameters?: JsonObject;
}

/**
 * Reads what Stable Diffusion tools leave in an image: InvokeAI, NovelAI, Fooocus, AUTOMATIC1111 and its forks, and
 * ComfyUI. Undefined where there is nothing, or nothing that can be understood.
 */
export function readGeneration(text: ImageText): Generation | undefined {
  const { comments, userComment, description, xmpDescription } = text;
  const byName = new Map(comments.map(({ keyword, text }) => [keyword, text]));
  const parameters = byName.get('parameters') ?? userComment ?? description ?? xmpDescription;
  return (
    readInvoke(byName.get('invokeai_metadata') ?? byName.get('sd-metadata')) ??
    readNovel(byName.get('Comment')) ??
    readFooocus(parameters) ??
    readComfy(byName.get('prompt') ?? parameters) ??
    readAutomatic(parameters) ??
    plain(byName.get('Description') ?? xmpDescription)
  );
}

/** InvokeAI (docs, "Invoke metadata"): `positive_prompt`; before version 3 `image.prompt`, also as a weighted list. */
function readInvoke(text: string | undefined): Generation | undefined {
  const metadata = parseObject(text);
  if (metadata === undefined) return undefined;
  const old = asObject(metadata['image'])?.['prompt'];
  const first = Array.isArray(old) ? asObject(old[0])?.['prompt'] : old;
  return generation('InvokeAI', metadata['positive_prompt'] ?? first, metadata['negative_prompt'], metadata);
}

/** NovelAI: `Comment` holds JSON with `prompt` and `uc`, the undesired content. */
function readNovel(text: string | undefined): Generation | undefined {
  const comment = parseObject(text);
  if (comment === undefined || !('uc' in comment || 'sampler' in comment)) return undefined;
  return generation('NovelAI', comment['prompt'], comment['uc'], comment);
}

/** Fooocus' own scheme: JSON with `prompt` and `negative_prompt` where AUTOMATIC1111 has its text. */
function readFooocus(text: string | undefined): Generation | undefined {
  const scheme = parseObject(text);
  return typeof scheme?.['prompt'] === 'string'
    ? generation('Fooocus', scheme['prompt'], scheme['negative_prompt'], scheme)
    : undefined;
}

/**
 * AUTOMATIC1111's text (modules/infotext_utils.py, `parse_generation_parameters`): the prompt, a line that begins with
 * `Negative prompt:`, and a last line of `Name: value` pairs that begins with `Steps:`.
 */
function readAutomatic(text: string | undefined): Generation | undefined {
  if (text === undefined) return undefined;
  const steps = /^Steps: \d+.*$/ms.exec(text);
  const before = (steps === null ? text : text.slice(0, steps.index)).trim();
  const [prompt = '', ...negative] = before.split(/^Negative prompt: ?/m);
  if (steps === null && negative.length === 0) return undefined;
  const pairs = [...(steps?.[0] ?? '').matchAll(/([\w][\w /-]*): ("(?:\\.|[^"\\])*"|[^,]*)(?:,|$)/g)];
  const parameters = Object.fromEntries(
    pairs.map(([, name = '', value = '']) => [name.trim(), value.trim()]),
  );
  return generation('AUTOMATIC1111', prompt.trim(), negative.join('').trim(), parameters);
}

/**
 * ComfyUI: a graph of nodes by id, `{class_type, inputs}`, where an input is a value or a link `[id, output]`. The
 * prompt is the text behind what a sampler takes as `positive`.
 */
function readComfy(text: string | undefined): Generation | undefined {
  const graph = parseObject(text);
  if (graph === undefined) return undefined;
  for (const node of Object.values(graph)) {
    const inputs = asObject(asObject(node)?.['inputs']);
    if (inputs?.['positive'] === undefined) continue;
    const prompt = textBehind(inputs['positive'], graph, new Set());
    if (prompt !== '')
      return generation('ComfyUI', prompt, textBehind(inputs['negative'], graph, new Set()), undefined);
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

function plain(text: string | undefined): Generation | undefined {
  return generation('unknown', text, undefined, undefined);
}

function generation(
  tool: string,
  prompt: JsonValue | undefined,
  negative: JsonValue | undefined,
  parameters: JsonObject | undefined,
): Generation | undefined {
  if (typeof prompt !== 'string' || prompt.trim() === '') return undefined;
  return {
    tool,
    prompt: prompt.trim(),
    ...(typeof negative === 'string' && negative.trim() !== '' ? { negativePrompt: negative.trim() } : {}),
    ...(parameters === undefined || Object.keys(parameters).length === 0 ? {} : { parameters }),
  };
}

function parseObject(text: string | undefined): JsonObject | undefined {
  if (text?.trimStart().startsWith('{') !== true) return undefined;
  try {
    // ComfyUI writes NaN, which JSON has not.
    return asObject(JSON.parse(text.replaceAll(/:\s*NaN\b/g, ': null')) as JsonValue);
  } catch {
    return undefined;
  }
}

function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}
