import type { JsonValue } from '../../collection/json-value.ts';
import { inputOf, linkOf, linksOf, type ComfyGraph, type ComfyNode } from './graph-form.ts';
import { isCarrier, roleOf, type Role } from './input-names.ts';
import { endsOf, sourcesOf } from './samplers.ts';
import { TextPath } from './text-path.ts';
import { joined, planOf, type TextPlan } from './text-plan.ts';

/** What a graph says of the saved image's words, and the node that used them. */
export interface ComfyPrompts {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly source: ComfyNode | undefined;
}

/** So many samplers are asked for their texts, where those that are nearer have none. */
const MOST_SOURCES = 1000;

export function promptsOf(graph: ComfyGraph): ComfyPrompts {
  const path = new TextPath(graph);
  const sources = sourcesOf(graph).slice(0, MOST_SOURCES);
  const saver = saverWithTexts(graph, path);
  const found = sources.map((node) => textsOf(node, graph, path)).find(({ prompt }) => prompt !== '');
  const [nearest] = sources;
  const { prompt, negativePrompt, source } = found ??
    (nearest === undefined ? undefined : textsOf(nearest, graph, path)) ?? {
      prompt: '',
      negativePrompt: '',
      source: undefined,
    };
  const texts = {
    prompt: saver?.prompt === undefined || saver.prompt === '' ? prompt : saver.prompt,
    negativePrompt:
      saver?.negativePrompt === undefined || saver.negativePrompt === ''
        ? negativePrompt
        : saver.negativePrompt,
  };
  // A model that needs no negative prompt is often given the positive one.
  const isSame = texts.negativePrompt === texts.prompt;
  return { prompt: texts.prompt, negativePrompt: isSame ? '' : texts.negativePrompt, source };
}

/** Nodes that save an image with its words take these, as they were used, as inputs. */
function saverWithTexts(graph: ComfyGraph, path: TextPath): ComfyPrompts | undefined {
  const savers = endsOf(graph).filter(({ node }) => /sav(?:e|er)/i.test(node.type));
  const found = savers.slice(0, MOST_SOURCES).map(({ node }) => ({
    prompt: path.read(ofRole(node, 'positive')),
    negativePrompt: path.read(ofRole(node, 'negative')),
    source: node,
  }));
  return found.find(({ prompt }) => prompt !== '' && prompt !== 'unknown');
}

function textsOf(node: ComfyNode, graph: ComfyGraph, path: TextPath): ComfyPrompts {
  const holder = guiderOf(node, graph) ?? node;
  return {
    prompt: path.read(positiveOf(holder)),
    negativePrompt: path.read(ofRole(holder, 'negative')),
    source: node,
  };
}

/** The guider of SamplerCustomAdvanced holds the conditionings (comfy_extras/nodes_custom_sampler.py). */
export function guiderOf(node: ComfyNode, graph: ComfyGraph): ComfyNode | undefined {
  let link = linkOf(node.inputs['guider']);
  for (let step = 0; step < 100 && link !== undefined; step++) {
    const guider = graph.get(link.id);
    if (guider === undefined) return undefined;
    const isGuider = Object.keys(guider.inputs).some(
      (name) => roleOf(name) !== undefined || name.startsWith('cond'),
    );
    if (isGuider) return guider;
    link = linksOf(guider)[0]?.[1];
  }
  return undefined;
}

function positiveOf(node: ComfyNode): TextPlan {
  const own = ofRole(node, 'positive');
  if (own !== '') return own;
  const names = ['cond1', 'conditioning', 'cond', 'prompt', 'text'];
  return planOf(inputOf(node, names), 'positive');
}

/** The texts of a role, from inputs that are named after it, or from the pipe that carries both. */
function ofRole(node: ComfyNode, role: Role): TextPlan {
  const inputs = Object.entries(node.inputs);
  const named = inputs.filter(([name]) => roleOf(name) === role);
  const carriers = inputs.filter(([name, value]) => isCarrier(name) && linkOf(value) !== undefined);
  const plans = (chosen: [string, JsonValue][]): TextPlan[] => chosen.map(([, value]) => planOf(value, role));
  if (named.length === 0 && carriers.length === 0) return '';
  return { plans: [joined(plans(named)), ...plans(carriers)] };
}
