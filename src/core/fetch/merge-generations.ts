import type { JsonObject } from '../collection/json-value.ts';
import type { Generation } from '../metadata/generation.ts';

type Field = Exclude<keyof Generation, 'tool' | 'place'>;

const FIELDS: readonly Field[] = [
  ...(['prompt', 'negativePrompt', 'model', 'sampler', 'scheduler', 'steps', 'cfg'] as const),
  ...(['seed', 'size', 'loras', 'parameters'] as const),
];

/** Of texts that no tool's reader knows. */
const NO_TOOL = 'unknown';

/**
 * What several texts say of one image, as the fields of its record: each field as the first says it that has it.
 * `readFrom` names the place of each. Empty where none says anything.
 * @param generations The most trusted first.
 */
export function mergeGenerations(generations: readonly Generation[]): JsonObject {
  const merged: JsonObject = {};
  const readFrom: JsonObject = {};
  for (const field of FIELDS) {
    const said = generations.find((generation) => generation[field] !== undefined);
    const value = said?.[field];
    if (said === undefined || value === undefined) continue;
    merged[field] = value satisfies unknown;
    readFrom[field] = said.place;
  }
  if (Object.keys(readFrom).length === 0) return {};
  const known = generations.find(({ tool }) => tool !== NO_TOOL);
  return { ...(known === undefined ? {} : { tool: known.tool }), ...merged, readFrom };
}
