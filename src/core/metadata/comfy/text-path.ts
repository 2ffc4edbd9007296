import type { ComfyGraph } from './graph-form.ts';
import { planOfNode } from './node-texts.ts';
import type { TextOfSeveral, TextPlan } from './text-plan.ts';

/** Together, joined texts hold no more characters: nodes that double a text in a row would fill the memory. */
const MOST_CHARACTERS = 1_000_000;

/** A text that is being put together. */
interface Frame {
  readonly plan: TextOfSeveral;
  readonly parts: string[];
  readonly key?: string;
  next: number;
}

/**
 * Reads texts of a graph. Its frames stand in a list, not on the call stack, so that a chain may be as long as the
 * graph; each output is read once, and one that depends on itself is empty.
 */
export class TextPath {
  readonly #graph: ComfyGraph;
  /** Texts that are known, by node, output and role; empty while they are put together. */
  readonly #texts = new Map<string, string>();
  #charactersLeft = MOST_CHARACTERS;

  constructor(graph: ComfyGraph) {
    this.#graph = graph;
  }

  read(plan: TextPlan): string {
    const whole: Frame = { plan: { plans: [plan] }, parts: [], next: 0 };
    const frames = [whole];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { plans, joint } = frame.plan;
      const next = joint === undefined && frame.parts.length > 0 ? undefined : plans[frame.next];
      frame.next++;
      if (next !== undefined) {
        const deeper = this.#take(next, frame);
        if (deeper !== undefined) frames.push(deeper);
        continue;
      }
      frames.pop();
      const text = this.#textOf(frame);
      if (frame.key !== undefined) this.#texts.set(frame.key, text);
      if (frame === whole) return text.trim();
      add(frames.at(-1), text);
    }
    return '';
  }

  /** Adds a part that is known to the frame, or returns the frame that must be read before. */
  #take(plan: TextPlan, frame: Frame): Frame | undefined {
    if (typeof plan === 'string') {
      add(frame, plan);
      return undefined;
    }
    if ('plans' in plan) return { plan, parts: [], next: 0 };
    const { link, role } = plan;
    const key = `${link.output} ${role} ${link.id}`;
    const known = this.#texts.get(key);
    const node = this.#graph.get(link.id);
    if (known !== undefined) add(frame, known);
    if (known !== undefined || node === undefined) return undefined;
    this.#texts.set(key, '');
    return { plan: { plans: [planOfNode(node, link.output, role, this.#graph)] }, parts: [], next: 0, key };
  }

  #textOf({ parts, plan: { joint = '', once, change } }: Frame): string {
    const different = once === true ? withoutRepeats(parts) : parts;
    const [only = ''] = different;
    if (different.length <= 1) return change === undefined ? only : change(only);
    const length = different.reduce((sum, part) => sum + part.length + joint.length, 0);
    if (length > this.#charactersLeft) return only;
    this.#charactersLeft -= length;
    const text = different.join(joint);
    return change === undefined ? text : change(text);
  }
}

function withoutRepeats(parts: readonly string[]): string[] {
  return [...new Set(parts.map((part) => part.trim()))];
}

function add(frame: Frame | undefined, text: string): void {
  if (text.trim() !== '') frame?.parts.push(text);
}
