import { trimmedName } from '../../core/concepts.ts';
import { conceptNameProblem } from '../../core/curate/concept-names.ts';
import { nameSentence } from '../../core/wording/quoting.ts';

/** Why what was typed cannot be the name of a new concept beside others. */
export function conceptNameSentence(typed: string, others: readonly string[]): string | undefined {
  return nameSentence(trimmedName(typed), conceptNameProblem(typed, others));
}
