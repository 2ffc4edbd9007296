import type { JsonObject } from '../collection/json-value.ts';

/** Under which names JSON of many tools has a prompt, best first. */
const PROMPT_KEYS = ['prompt', 'caption', 'text'];

/** The prompt of a record in JSON: the first of the usual keys that has words. */
export function saidPrompt(record: JsonObject | undefined): string | undefined {
  const values = PROMPT_KEYS.map((key) => record?.[key]);
  return values.find((value): value is string => typeof value === 'string' && value.trim() !== '');
}
