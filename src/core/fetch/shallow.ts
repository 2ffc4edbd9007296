import type { JsonValue } from '../collection/json-value.ts';

/** Values within values. What goes into prompt files is walked by calling, and calls within calls come to an end. */
const DEEPEST = 100;

/** Whether values are nested no deeper than can be written. Level by level: none is too deep to be looked at. */
export function isShallow(row: JsonValue): boolean {
  let level: readonly JsonValue[] = [row];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return false;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return true;
}
