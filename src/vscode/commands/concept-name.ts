import * as l10n from '@vscode/l10n';
import { trimmedName } from '../../core/concepts.ts';
import { conceptNameProblem } from '../../core/curate/concept-names.ts';

/** What is wrong with a name, as a sentence; undefined where nothing is. @param problem The end of that sentence. */
export function nameSentence(name: string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : l10n.t('“{0}” {1}.', name, problem);
}

/** Why what was typed cannot be the name of a new concept beside others. */
export function conceptNameSentence(typed: string, others: readonly string[]): string | undefined {
  return nameSentence(trimmedName(typed), conceptNameProblem(typed, others));
}
