import * as l10n from '@vscode/l10n';
import { localList, localNumber } from '../language.ts';

/* What sentences about failures quote. */

/** So many of a list are named. */
const NAMED = 5;

/** The first few of a list. */
export function enumerated(all: readonly string[]): string {
  const names = localList(all.slice(0, NAMED));
  return all.length > NAMED
    ? l10n.t('{names} and {count} more', { names, count: localNumber(all.length - NAMED) })
    : names;
}

/** What is wrong with a name, as a sentence; undefined where nothing is. @param problem The end of that sentence. */
export function nameSentence(name: string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : l10n.t('“{0}” {1}.', name, problem);
}

/** Each once, and no more than anyone reads. */
export function firstOf(reasons: readonly { readonly reason: string }[]): string {
  return [...new Set(reasons.map(({ reason }) => reason))].slice(0, 3).join(' ');
}

/** The host of an address. */
export function hostOf(url: string): string {
  return /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
}
