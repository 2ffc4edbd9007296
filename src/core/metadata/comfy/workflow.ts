import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import type { ComfyGraph, ComfyNode } from './graph-form.ts';
import { widgetsOf } from './widgets.ts';
import { nameOf, scopesOf, type EditorNode, type Scope } from './workflow-form.ts';

/** Links through bypassed nodes, reroutes and subgraphs are followed no further. */
const MOST_STEPS = 1000;

/** What a link of the editor's graph comes from, once everything that only passes it on is left out. */
type Origin = readonly [id: string, output: number] | { readonly value: JsonValue };

/**
 * The graph that the editor's file describes, in the form in which ComfyUI would run it (`graphToPrompt` of
 * ComfyUI_frontend, src/utils/executionUtil.ts): muted nodes are left out, bypassed ones pass on what they get, subgraphs
 * are unfolded. Undefined where the object is something else.
 */
export function graphOfWorkflow(object: JsonObject): ComfyGraph | undefined {
  const scopes = scopesOf(object);
  if (scopes === undefined) return undefined;
  const graph = new Map<string, ComfyNode>();
  for (const scope of scopes) {
    for (const node of scope.nodes.values()) {
      if (node.mode !== 'active' || scope.inner.has(node.id) || VIRTUAL.test(node.type)) continue;
      graph.set(scope.prefix + node.id, { type: node.type, inputs: inputsOf(node, scope) });
    }
  }
  return graph.size === 0 ? undefined : graph;
}

/** Nodes that exist only in the editor. */
const VIRTUAL = /^(?:Reroute|PrimitiveNode|SetNode|GetNode|Note|MarkdownNote)$/;

function inputsOf(node: EditorNode, scope: Scope): JsonObject {
  const inputs: [string, JsonValue][] = Object.entries(widgetsOf(node));
  for (const { name, link } of node.inputs) {
    const origin = link === undefined ? undefined : originOf(link, scope);
    if (origin !== undefined) inputs.push([name, 'value' in origin ? origin.value : [...origin]]);
  }
  return Object.fromEntries(inputs);
}

function originOf(linkId: string, start: Scope): Origin | undefined {
  let [scope, link] = [start, start.links.get(linkId)];
  for (let step = 0; step < MOST_STEPS && link !== undefined; step++) {
    if (link.from === scope.inputNode) {
      const outside = outsideOf(scope, link.output);
      if (outside === undefined || 'value' in outside) return outside;
      [scope, link] = [outside.scope, outside.scope.links.get(outside.link)];
      continue;
    }
    const node = scope.nodes.get(link.from);
    if (node === undefined || node.mode === 'muted') return undefined;
    const inner = scope.inner.get(node.id);
    if (inner !== undefined && node.mode === 'active') {
      [scope, link] = [inner, inner.outputs.get(link.output)];
      continue;
    }
    if (node.type === 'PrimitiveNode') {
      const value = widgetsOf(node)['value'];
      return value === undefined ? undefined : { value };
    }
    const passed = passedThrough(node, link.output, scope);
    if (passed === undefined) return [scope.prefix + node.id, link.output];
    link = scope.links.get(passed);
  }
  return undefined;
}

/** What an input of a subgraph gets where it is used: a link there, or the value of the node's widget. */
function outsideOf(
  scope: Scope,
  input: number,
): { scope: Scope; link: string } | { value: JsonValue } | undefined {
  const { parent, instance } = scope;
  if (parent === undefined || instance === undefined) return undefined;
  const port = instance.inputs[input];
  if (port?.link !== undefined) return { scope: parent, link: port.link };
  const value = port === undefined ? undefined : widgetsOf(instance)[port.name];
  return value === undefined ? undefined : { value };
}

/** The link that a node which only passes things on gives at an output; empty where it gives none. */
function passedThrough(node: EditorNode, output: number, scope: Scope): string | undefined {
  if (node.mode === 'bypassed') {
    const type = node.outputs[output];
    const inOrder = [node.inputs[output], ...node.inputs].filter((input) => input !== undefined);
    return inOrder.find((input) => input.type === type && input.link !== undefined)?.link ?? '';
  }
  if (node.type === 'Reroute' || node.type === 'SetNode') return node.inputs[0]?.link ?? '';
  if (node.type === 'GetNode') return scope.set.get(nameOf(node)) ?? '';
  return undefined;
}
