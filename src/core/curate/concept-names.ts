import * as l10n from '@vscode/l10n';
import { conceptKey, LONGEST_CONCEPT, trimmedName } from '../concepts.ts';
import { LexiclipError } from '../errors.ts';
import { localQuoted } from '../language.ts';

/** Why a new concept cannot be called so, as the end of a sentence about the name; undefined where it can. */
export function conceptNameProblem(given: string, concepts: readonly string[]): string | undefined {
  const name = trimmedName(given);
  if (name === '') return l10n.t('is no name');
  if (name.length > LONGEST_CONCEPT) return l10n.t('is longer than {0} characters', LONGEST_CONCEPT);
  const isTaken = concepts.some((one) => conceptKey(one) === conceptKey(name));
  return isTaken ? l10n.t('is a concept already; choose another name') : undefined;
}

/** A name for a concept that is new. @throws LexiclipError `bad-argument`. */
export function newName(given: string, concepts: readonly string[]): string {
  const problem = conceptNameProblem(given, concepts);
  const name = trimmedName(given);
  if (problem !== undefined)
    throw new LexiclipError({ kind: 'bad-argument', argument: localQuoted(name), problem });
  return name;
}
