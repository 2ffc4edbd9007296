import * as l10n from '@vscode/l10n';
import { localList, localQuoted } from '../language.ts';
import { plainText } from '../plain-text.ts';
import type { MisplacedImage } from '../reports.ts';

/** Other concepts that are named; more are seldom among ten neighbours, and are no reason. */
const NAMED = 2;

/** Why an image is among the wrong ones: “8 of 10 nearest are “pear”. 1 is of its own concept (“mouse”).” */
export function describeMisfit({
  concepts,
  neighbours,
  own,
  others,
}: Pick<MisplacedImage, 'concepts' | 'neighbours' | 'own' | 'others'>): string {
  const told = others.slice(0, NAMED).map(({ concept, count }, at) => {
    const name = quoted(concept);
    return at === 0 ? describeMost(count, neighbours.length, name) : describeMore(count, name);
  });
  return [...told, describeOwn(own, localList(concepts.map(quoted)))].join(' ');
}

function describeMost(count: number, total: number, concept: string): string {
  return count === 1
    ? l10n.t('1 of {total} nearest is {concept}.', { total, concept })
    : l10n.t('{count} of {total} nearest are {concept}.', { count, total, concept });
}

function describeMore(count: number, concept: string): string {
  return count === 1
    ? l10n.t('1 is {concept}.', { concept })
    : l10n.t('{count} are {concept}.', { count, concept });
}

function describeOwn(count: number, concepts: string): string {
  if (count === 0) return l10n.t('None is of its own concept ({concepts}).', { concepts });
  return count === 1
    ? l10n.t('1 is of its own concept ({concepts}).', { concepts })
    : l10n.t('{count} are of its own concept ({concepts}).', { count, concepts });
}

function quoted(name: string): string {
  return localQuoted(plainText(name, 60));
}
