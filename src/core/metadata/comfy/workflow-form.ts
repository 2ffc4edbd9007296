import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { asObject } from '../generation.ts';

interface EditorInput {
  readonly name: string;
  readonly type: string;
  readonly link?: string;
  /** Whether it is a widget of the node, which may also be linked. */
  readonly isWidget: boolean;
}

/** A node as the editor saves it (docs.comfy.org/specs/workflow_json). */
export interface EditorNode {
  readonly id: string;
  readonly type: string;
  readonly mode: 'active' | 'muted' | 'bypassed';
  readonly inputs: readonly EditorInput[];
  /** The types of its outputs. */
  readonly outputs: readonly string[];
  readonly widgets: JsonValue | undefined;
}

interface EditorLink {
  readonly from: string;
  readonly output: number;
}

/** The editor's graph, or one use of a subgraph in it. */
export interface Scope {
  /** Before the ids of its nodes: `57:` for the nodes of the subgraph that node 57 is. */
  readonly prefix: string;
  readonly nodes: ReadonlyMap<string, EditorNode>;
  readonly links: ReadonlyMap<string, EditorLink>;
  /** Links to its outputs, by the output's number. */
  readonly outputs: ReadonlyMap<number, EditorLink>;
  /** The id of what stands in it for its inputs. */
  readonly inputNode: string;
  /** Subgraphs in it, by the id of the node that each is. */
  readonly inner: Map<string, Scope>;
  /** Links to SetNodes, by the name that each sets. */
  readonly set: ReadonlyMap<string, string>;
  readonly parent?: Scope;
  readonly instance?: EditorNode;
}

/** Together, unfolded subgraphs hold no more nodes. */
const MOST_NODES = 200_000;
const MOST_SCOPES = 2000;

/** The editor's graph and every use of a subgraph in it; undefined where an object is no such graph. */
export function scopesOf(object: JsonObject): Scope[] | undefined {
  if (!Array.isArray(object['nodes'])) return undefined;
  const definitions = definitionsOf(object);
  const scopes = [scopeOf(object)];
  let nodes = 0;
  for (const scope of scopes) {
    nodes += scope.nodes.size;
    for (const node of scope.nodes.values()) {
      const definition = definitions.get(node.type);
      if (definition === undefined || scopes.length >= MOST_SCOPES || nodes >= MOST_NODES) continue;
      const inner = scopeOf(definition, { parent: scope, instance: node });
      nodes += inner.nodes.size;
      scope.inner.set(node.id, inner);
      scopes.push(inner);
    }
  }
  return scopes;
}

/** Subgraphs by their ids, which are the types of the nodes that use them; group nodes, before them, by name. */
function definitionsOf(object: JsonObject): Map<string, JsonObject> {
  const subgraphs = asObject(object['definitions'])?.['subgraphs'];
  const definitions = new Map<string, JsonObject>();
  for (const value of Array.isArray(subgraphs) ? subgraphs : []) {
    const subgraph = asObject(value);
    const id = subgraph?.['id'];
    if (subgraph !== undefined && typeof id === 'string') definitions.set(id, subgraph);
  }
  return definitions;
}

function scopeOf(object: JsonObject, use?: { parent: Scope; instance: EditorNode }): Scope {
  const nodes = new Map<string, EditorNode>();
  for (const value of listOf(object['nodes']).slice(0, MOST_NODES)) {
    const node = nodeOf(asObject(value));
    if (node !== undefined) nodes.set(node.id, node);
  }
  const outputNode = idOf(asObject(object['outputNode'])?.['id']) ?? '-20';
  const links = new Map<string, EditorLink>();
  const outputs = new Map<number, EditorLink>();
  for (const value of listOf(object['links'])) {
    const [id, from, output, to, input] = linkFields(value);
    if (id === undefined || from === undefined || typeof output !== 'number') continue;
    links.set(id, { from, output });
    if (to === outputNode && typeof input === 'number') outputs.set(input, { from, output });
  }
  const set = [...nodes.values()].flatMap((node): [string, string][] => {
    const link = node.inputs[0]?.link;
    return node.type === 'SetNode' && link !== undefined ? [[nameOf(node), link]] : [];
  });
  return {
    prefix: use === undefined ? '' : `${use.parent.prefix}${use.instance.id}:`,
    nodes,
    links,
    outputs,
    inputNode: idOf(asObject(object['inputNode'])?.['id']) ?? '-10',
    inner: new Map(),
    set: new Map(set),
    ...use,
  };
}

/** A link is a list in the editor's graph, and an object in its subgraphs. */
function linkFields(
  value: JsonValue,
): [id?: string, from?: string, output?: JsonValue, to?: string, input?: JsonValue] {
  const link = asObject(value);
  const names = ['id', 'origin_id', 'origin_slot', 'target_id', 'target_slot'];
  const [id, from, output, to, input] = link === undefined ? listOf(value) : names.map((name) => link[name]);
  return [idOf(id), idOf(from), output, idOf(to), input] as ReturnType<typeof linkFields>;
}

function nodeOf(node: JsonObject | undefined): EditorNode | undefined {
  const [id, type] = [idOf(node?.['id']), node?.['type']];
  if (node === undefined || id === undefined || typeof type !== 'string') return undefined;
  const mode = node['mode'] === 2 ? 'muted' : node['mode'] === 4 ? 'bypassed' : 'active';
  const outputs = listOf(node['outputs']).map((output) => textOf(asObject(output)?.['type']));
  const inputs = listOf(node['inputs']).map((input) => inputOf(asObject(input)));
  return { id, type, mode, inputs, outputs, widgets: node['widgets_values'] };
}

function inputOf(input: JsonObject | undefined): EditorInput {
  const link = idOf(input?.['link']);
  return {
    name: textOf(input?.['name']),
    type: textOf(input?.['type']),
    isWidget: asObject(input?.['widget']) !== undefined,
    ...(link === undefined ? {} : { link }),
  };
}

/** The name under which SetNode and GetNode of ComfyUI-KJNodes pass a value. */
export function nameOf({ widgets }: EditorNode): string {
  return textOf(Array.isArray(widgets) ? widgets[0] : asObject(widgets)?.['Constant']);
}

function idOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
