import { inputOf, linkOf, linksOf, type ComfyGraph, type ComfyNode } from './graph-form.ts';
import { isCarrier, roleOf } from './input-names.ts';

interface Entry {
  readonly id: string;
  readonly node: ComfyNode;
}

/** Links that lead to pictures, in the order in which they are asked; others lead to models, texts and numbers. */
const PICTURES =
  /image|latent|sample|pixels|video|frames|pipe|ctx|context|tuple|segs|^$|^\*$|any|input|value|anything/i;
const NO_PICTURES = /model|control|vision|mask|upscale_method|decode|optional_vae/i;

/** The nodes that may hold the saved image's prompt, the likeliest first. */
export function sourcesOf(graph: ComfyGraph): ComfyNode[] {
  const ends = endsOf(graph);
  const { sources, isBroken } = sourcesBehind(ends, graph);
  if (sources.length > 0 || (ends.length > 0 && !isBroken)) return inRank(sources);
  const used = new Set([...graph.values()].flatMap((node) => linksOf(node).map(([, { id }]) => id)));
  const samplers = entriesOf(graph).filter(({ node }) => rankOf(node) < 3);
  const unused = samplers.filter(({ id }) => !used.has(id));
  return inRank(unused.length > 0 ? unused : samplers);
}

/** What the graph was run for: nodes that save pictures; where there are none, those that show them. */
export function endsOf(graph: ComfyGraph): Entry[] {
  const nodes = entriesOf(graph);
  const saving = nodes.filter(({ node }) =>
    isEnd(node, /save|saving|export|VideoCombine|websocket/i, /save/i),
  );
  return saving.length > 0
    ? saving
    : nodes.filter(({ node }) => isEnd(node, /preview|compare|display|view|output/i, /preview/i));
}

function isEnd(node: ComfyNode, type: RegExp, output: RegExp): boolean {
  const mode = node.inputs['image_output'];
  if (typeof mode === 'string' && output.test(mode)) return true;
  return (
    type.test(node.type) &&
    !/latent|text|string/i.test(node.type) &&
    linksOf(node).some(([name]) => PICTURES.test(name) && !NO_PICTURES.test(name))
  );
}

/** The samplers behind nodes, the nearest first. Broken: a link leads to a node that the graph does not have. */
function sourcesBehind(ends: readonly Entry[], graph: ComfyGraph): { sources: Entry[]; isBroken: boolean } {
  const ids = new Set(ends.map(({ id }) => id));
  const sources: Entry[] = [];
  let isBroken = false;
  // A set is walked in the order in which it grows.
  for (const id of ids) {
    const node = graph.get(id);
    if (node === undefined) isBroken = true;
    if (node === undefined) continue;
    if (rankOf(node) < 4) sources.push({ id, node });
    const pictures = linksOf(node).filter(([name]) => PICTURES.test(name) && !NO_PICTURES.test(name));
    if (pictures.length === 0 && rankOf(node) > 3 && !/load|empty|decode|input/i.test(node.type))
      isBroken = true;
    for (const [, link] of pictures) ids.add(link.id);
  }
  return { sources, isBroken };
}

/**
 * How likely a node's texts are the image's prompt: 0, a sampler; 1, another node with a prompt; 2, one that changes a part
 * of a finished picture (a detailer, an upscaler); 3, a service that takes a text; 4, no source.
 */
function rankOf(node: ComfyNode): number {
  const names = Object.keys(node.inputs);
  if (/^(?:Conditioning|ControlNet)|Loader$|^(?:To|From|Edit)\w*Pipe|^Context/.test(node.type)) return 4;
  const takesPrompts =
    linkOf(node.inputs['guider']) !== undefined ||
    names.some((name) => roleOf(name) === 'positive' && linkOf(node.inputs[name]) !== undefined) ||
    (/sampler/i.test(node.type) && names.some((name) => isCarrier(name) || name.startsWith('cond')));
  if (!takesPrompts) return textInputOf(node) === undefined || /sav/i.test(node.type) ? 4 : 3;
  if (/sav(?:e|er)/i.test(node.type)) return 4;
  if (
    /detail|upscale/i.test(node.type) ||
    linkOf(inputOf(node, ['image', 'images', 'upscaled_image'])) !== undefined
  )
    return 2;
  return /sampler/i.test(node.type) ? 0 : 1;
}

/** The text of a node that asks a service for a picture (comfy_api_nodes). */
function textInputOf(node: ComfyNode): string | undefined {
  return ['prompt', 'positive_prompt'].find((name) => Object.hasOwn(node.inputs, name));
}

function inRank(sources: readonly Entry[]): ComfyNode[] {
  const ranked = sources.map(({ node }) => ({ node, rank: rankOf(node) }));
  return ranked.sort((one, other) => one.rank - other.rank).map(({ node }) => node);
}

function entriesOf(graph: ComfyGraph): Entry[] {
  return [...graph].map(([id, node]) => ({ id, node }));
}
