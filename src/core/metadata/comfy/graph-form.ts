import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { asObject } from '../generation.ts';

/** A node as ComfyUI runs it: the name of its class and its inputs, which are values or links. */
export interface ComfyNode {
  readonly type: string;
  readonly inputs: JsonObject;
}

/** Nodes by id. An id is a number, or several with colons where the node is part of a subgraph (`57:8`). */
export type ComfyGraph = ReadonlyMap<string, ComfyNode>;

/** `[id, output]`: the value is what another node gives at one of its outputs. */
export interface ComfyLink {
  readonly id: string;
  readonly output: number;
}

/** More nodes are not read. The largest graphs that people share have some thousand. */
const MOST_NODES = 200_000;

/**
 * The graph of an object in ComfyUI's API format, `{"<id>": {"class_type": …, "inputs": {…}}}`; undefined where the
 * object is something else (https://docs.comfy.org/development/core-concepts/workflow, `validate_prompt` of execution.py).
 */
export function graphOf(object: JsonObject): ComfyGraph | undefined {
  const graph = new Map<string, ComfyNode>();
  for (const [id, value] of Object.entries(object)) {
    const node = asObject(value);
    const inputs = asObject(node?.['inputs']);
    const type = node?.['class_type'];
    if (inputs !== undefined) graph.set(id, { type: typeof type === 'string' ? type : '', inputs });
    if (graph.size >= MOST_NODES) break;
  }
  return graph.size === 0 ? undefined : graph;
}

export function linkOf(value: JsonValue | undefined): ComfyLink | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [id, output] = value;
  if (typeof output !== 'number' || (typeof id !== 'string' && typeof id !== 'number')) return undefined;
  return { id: String(id), output };
}

/** The links among a node's inputs, by the inputs' names. */
export function linksOf(node: ComfyNode): [name: string, link: ComfyLink][] {
  return Object.entries(node.inputs).flatMap(([name, value]): [string, ComfyLink][] => {
    const link = linkOf(value);
    return link === undefined ? [] : [[name, link]];
  });
}

/** The first of several inputs that the node has. */
export function inputOf(node: ComfyNode, names: readonly string[]): JsonValue | undefined {
  const name = names.find((candidate) => Object.hasOwn(node.inputs, candidate));
  return name === undefined ? undefined : node.inputs[name];
}
