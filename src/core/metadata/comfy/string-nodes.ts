import type { ComfyNode } from './graph-form.ts';
import { isOther, isText, type Role } from './input-names.ts';
import { firstOf, joined, planOf, type TextPlan } from './text-plan.ts';

/** Nodes that make a text of texts; undefined where a node is none of them. */
export function planOfStrings(node: ComfyNode, output: number, role: Role): TextPlan | undefined {
  return (
    planOfShown(node, role) ??
    planOfWildcards(node, role) ??
    planOfJoined(node, role) ??
    planOfRows(node, output, role)
  );
}

/** Nodes that show a text keep what was shown: ShowText of ComfyUI-Custom-Scripts, py/show_text.py, and others. */
function planOfShown(node: ComfyNode, role: Role): TextPlan | undefined {
  const shown = Object.entries(node.inputs).filter(
    ([name, value]) => /^(?:text_\d+|text2)$/.test(name) && typeof value === 'string',
  );
  const isShow = /^(?:show|display|preview)|ShowText|showAnything/i.test(node.type);
  if (!isShow || shown.length === 0) return undefined;
  const before = Object.entries(node.inputs).filter(([name]) => !/^text_?\d+$/.test(name));
  return firstOf([
    joined(shown.map(([, value]) => planOf(value, role))),
    joined(before.map(([, value]) => planOf(value, role))),
  ]);
}

/** A template and what was made of it: ComfyUI-Impact-Pack, modules/impact/impact_pack.py. */
function planOfWildcards(node: ComfyNode, role: Role): TextPlan | undefined {
  if (node.inputs['populated_text'] === undefined) return undefined;
  return firstOf(['populated_text', 'wildcard_text', 'text'].map((name) => planOf(node.inputs[name], role)));
}

/** Joined texts: StringConcatenate of ComfyUI (comfy_extras/nodes_string.py), WAS, KJ, Comfyroll, Easy-Use and others. */
function planOfJoined(node: ComfyNode, role: Role): TextPlan | undefined {
  const { inputs, type } = node;
  const joint = inputs['delimiter'] ?? inputs['separator'] ?? inputs['seperator'];
  const isFunction = inputs['action'] === 'append' && 'tidy_tags' in inputs;
  if (typeof joint !== 'string' && !isFunction) return planOfReplaced(node, role);
  if (/split/i.test(type)) return undefined;
  const named = Object.entries(inputs).filter(([name]) =>
    isFunction ? name.startsWith('text_') : isText(name),
  );
  const others = Object.entries(inputs).filter(([name]) => !isOther(name));
  const plans = (named.length > 0 ? named : others).map(([, value]) => planOf(value, role));
  if (isFunction) return { plans, joint: inputs['tidy_tags'] === 'yes' ? ', ' : '' };
  return { plans, joint: jointOf(typeof joint === 'string' ? joint : '') };
}

/** Some nodes name the delimiter, or write it with an escape. */
function jointOf(delimiter: string): string {
  const named: Record<string, string> = {
    space: ' ',
    comma: ', ',
    newline: '\n',
    none: '',
    'new line': '\n',
  };
  return Object.hasOwn(named, delimiter)
    ? (named[delimiter] ?? '')
    : delimiter.replaceAll('\\n', '\n').replaceAll('\\t', '\t');
}

/** A text in which a word is replaced: StringReplace of ComfyUI, Text Find and Replace of WAS, StringFunction. */
function planOfReplaced({ inputs, type }: ComfyNode, role: Role): TextPlan | undefined {
  const isFunction = inputs['action'] === 'replace' && 'text_a' in inputs;
  if (!isFunction && !/replace/i.test(type)) return undefined;
  const [find, replace] = isFunction
    ? [inputs['text_b'], inputs['text_c']]
    : [inputs['find'], inputs['replace']];
  const plan = planOf(isFunction ? inputs['text_a'] : (inputs['string'] ?? inputs['text']), role);
  if (typeof find !== 'string' || find === '' || typeof replace !== 'string') return plan;
  const isLong = (text: string): boolean => text.length * (replace.length + 1) > 1_000_000;
  return { plans: [plan], change: (text) => (isLong(text) ? text : text.replaceAll(find, () => replace)) };
}

/** One text for each output: Text String of WAS. */
function planOfRows({ inputs, type }: ComfyNode, output: number, role: Role): TextPlan | undefined {
  if (type !== 'Text String') return undefined;
  return planOf(inputs[['text', 'text_b', 'text_c', 'text_d'][output] ?? 'text'], role);
}
