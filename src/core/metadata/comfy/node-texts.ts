import type { JsonValue } from '../../collection/json-value.ts';
import { linkOf, type ComfyGraph, type ComfyNode } from './graph-form.ts';
import { isCarrier, isOther, isText, readsLikeText, roleOf, type Role } from './input-names.ts';
import { roleOfOutput } from './outputs.ts';
import { planOfStrings } from './string-nodes.ts';
import { planOfSwitch } from './switches.ts';
import { firstOf, joined, planOf, type TextPlan } from './text-plan.ts';

/** The text that a node gives at one of its outputs, where the text of a role is asked for. */
export function planOfNode(node: ComfyNode, output: number, asked: Role, graph: ComfyGraph): TextPlan {
  // It makes "no prompt" of a prompt, where a model wants a negative conditioning but does not use it.
  if (/ZeroOut/i.test(node.type)) return '';
  const role = roleOfOutput(node.type, output) ?? asked;
  return (
    planOfSwitch(node, role, graph) ??
    planOfStrings(node, output, role) ??
    planOfRole(node, role) ??
    planOfTexts(node, role)
  );
}

/** Of a node that has both prompts, or one and a pipe that may carry the other, the one that is asked for. */
function planOfRole(node: ComfyNode, role: Role): TextPlan | undefined {
  const inputs = Object.entries(node.inputs).filter(([name]) => roleOf(name) !== undefined);
  const carriers = Object.entries(node.inputs).filter(([name, value]) => isCarrier(name) && linkOf(value));
  if (inputs.length === 0 && carriers.length === 0) return undefined;
  const own = inputs.filter(([name]) => roleOf(name) === role);
  const isOnlyOther = own.length === 0 && carriers.length === 0;
  if (isOnlyOther && new Set(inputs.map(([name]) => roleOf(name))).size > 1) return '';
  return firstOf([joined(plansOf(isOnlyOther ? inputs : own, role)), ...plansOf(carriers, role)]);
}

/** Texts and conditionings; where no name says that it is one, what reads like a text, and what else is linked. */
function planOfTexts(node: ComfyNode, role: Role): TextPlan {
  const inputs = Object.entries(node.inputs);
  const texts = inputs.filter(([name]) => isText(name));
  if (texts.length > 0) return joined(plansOf(inEncodingOrder(texts), role));
  return joined(
    plansOf(
      inputs.filter(([name, value]) => !isOther(name) && mayBeText(name, value)),
      role,
    ),
  );
}

function mayBeText(name: string, value: JsonValue): boolean {
  return typeof value === 'string' ? readsLikeText(name, value) : linkOf(value) !== undefined;
}

function plansOf(inputs: readonly [string, JsonValue][], role: Role): TextPlan[] {
  return inputs.map(([, value]) => planOf(value, role));
}

/** What comes before a text and what comes behind it, whatever order the inputs have. */
function inEncodingOrder(inputs: [string, JsonValue][]): [string, JsonValue][] {
  const rank = (name: string): number => {
    if (/prefix|prepend|before/i.test(name)) return -1;
    return /suffix|append|after/i.test(name) ? 1 : 0;
  };
  return inputs.sort(([one], [other]) => rank(one) - rank(other));
}
