import type { JsonValue } from '../../collection/json-value.ts';
import { linkOf, linksOf, type ComfyGraph, type ComfyNode } from './graph-form.ts';
import { isCarrier } from './input-names.ts';

/** Links are followed no further: a value that stands farther away is not plain. */
const MOST_STEPS = 200;

/** Inputs of nodes that give one number, text or choice: primitives, seeds, sliders. */
const VALUES = [
  'value',
  'seed',
  'noise_seed',
  'int',
  'float',
  'number',
  'Value',
  'Number',
  'boolean',
  'string',
  'text',
];

/** The value of an input, also where a primitive node gives it; undefined where it is computed. */
export function valueBehind(value: JsonValue | undefined, graph: ComfyGraph): JsonValue | undefined {
  let now = value;
  for (let step = 0; step < MOST_STEPS; step++) {
    const link = linkOf(now);
    if (link === undefined) return now;
    const node = graph.get(link.id);
    if (node === undefined) return undefined;
    const inputs = Object.entries(node.inputs);
    const name = VALUES.find((candidate) => Object.hasOwn(node.inputs, candidate));
    const [only] = linksOf(node);
    if (name !== undefined) now = node.inputs[name];
    else if (inputs.length === 1) now = only === undefined ? inputs[0]?.[1] : node.inputs[only[0]];
    else return undefined;
  }
  return undefined;
}

/** The first node, from an input backwards, that has one of some inputs; links that other names have are not followed. */
export function nodeBehind(
  value: JsonValue | undefined,
  graph: ComfyGraph,
  isSought: (node: ComfyNode) => boolean,
  isFollowed: (name: string) => boolean,
): ComfyNode | undefined {
  return nodesBehind(value, graph, isFollowed).find(isSought);
}

/** Nodes from an input backwards, the nearest first, along links of some names; nodes with one link are passed. */
export function nodesBehind(
  value: JsonValue | undefined,
  graph: ComfyGraph,
  isFollowed: (name: string) => boolean,
): ComfyNode[] {
  const first = linkOf(value);
  const ids = new Set(first === undefined ? [] : [first.id]);
  const nodes: ComfyNode[] = [];
  // A set is walked in the order in which it grows.
  for (const id of ids) {
    const node = graph.get(id);
    if (node === undefined) continue;
    nodes.push(node);
    if (nodes.length > MOST_STEPS) break;
    const links = linksOf(node);
    const isPassed = links.length === 1 && Object.keys(node.inputs).length === 1;
    for (const [name, link] of links) if (isPassed || isCarrier(name) || isFollowed(name)) ids.add(link.id);
  }
  return nodes;
}
