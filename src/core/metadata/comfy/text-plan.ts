import type { JsonValue } from '../../collection/json-value.ts';
import { linkOf, type ComfyLink } from './graph-form.ts';
import type { Role } from './input-names.ts';

/** How a text is put together: of texts, of what links lead to, joined, or the first that is not empty. */
export type TextPlan = TextOfLink | TextOfSeveral | string;

interface TextOfLink {
  readonly link: ComfyLink;
  readonly role: Role;
}

export interface TextOfSeveral {
  readonly plans: readonly TextPlan[];
  /** What stands between them; where it is missing, the first that is not empty is the text. */
  readonly joint?: string;
  /** Whether a text that comes again is left out: prompts for two encoders are often the same. */
  readonly once?: boolean;
  readonly change?: (text: string) => string;
}

export function planOf(value: JsonValue | undefined, role: Role): TextPlan {
  if (typeof value === 'string') return value;
  const link = linkOf(value);
  if (link !== undefined) return { link, role };
  return Array.isArray(value) ? joined(value.filter((item) => typeof item === 'string')) : '';
}

/** Prompts side by side, as conditionings that are combined and texts for several encoders. */
export function joined(plans: readonly TextPlan[]): TextOfSeveral {
  return { plans, joint: ', ', once: true };
}

export function firstOf(plans: readonly TextPlan[]): TextOfSeveral {
  return { plans };
}
