import type { JsonValue } from '../../collection/json-value.ts';
import { linkOf, type ComfyGraph, type ComfyNode } from './graph-form.ts';
import { isOther, type Role } from './input-names.ts';
import { firstOf, planOf, type TextPlan } from './text-plan.ts';
import { valueBehind } from './values.ts';

/** Inputs that say which of the others a switch lets through. */
const SELECTORS = [
  'select',
  'Input',
  'input',
  'index',
  'switch',
  'boolean',
  'cond',
  'condition',
  'boolean_number',
];

/**
 * A switch gives one of its inputs: ImpactSwitch and ImpactConditionalBranch (Impact Pack), Any Switch (rgthree), CR … Input
 * Switch (Comfyroll), Text Input Switch (WAS), easy … Switch, and ComfyUI's own. Undefined where a node is none.
 */
export function planOfSwitch(node: ComfyNode, role: Role, graph: ComfyGraph): TextPlan | undefined {
  if (!/switch|branch|if ?else|LayerUtility: If/i.test(node.type) || node.type.includes('Inversed'))
    return undefined;
  const selector = SELECTORS.find((name) => isChoice(valueBehind(node.inputs[name], graph)));
  const inputs = Object.entries(node.inputs).filter(
    ([name]) => name !== selector && !isOther(name.replace(/^model/, '')),
  );
  const chosen = selector === undefined ? undefined : valueBehind(node.inputs[selector], graph);
  const match = inputs.find(([name]) => isChosen(name, chosen));
  const named = inputs.filter(([, value]) => linkOf(value) !== undefined || typeof value === 'string');
  return firstOf(
    (match === undefined ? inNameOrder(named) : [match]).map(([, value]) => planOf(value, role)),
  );
}

function isChoice(value: JsonValue | undefined): boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    (typeof value === 'string' && /^\d+$/.test(value))
  );
}

function isChosen(name: string, chosen: JsonValue | undefined): boolean {
  if (chosen === true) return /true|^tt_|_a$/.test(name);
  if (chosen === false) return /false|^ff_|_b$/.test(name);
  const [number] = /\d+$/.exec(name) ?? [];
  return number !== undefined && Number(number) === Number(chosen);
}

/** `any_01`, `any_02`, …: the first that has something is let through. */
function inNameOrder(inputs: [string, JsonValue][]): [string, JsonValue][] {
  return inputs.sort(([one], [other]) => (one < other ? -1 : Number(one > other)));
}
