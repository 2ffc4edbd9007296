import { plainText } from '../plain-text.ts';
import type { MisplacedImage } from '../reports.ts';

/** Other concepts that are named; more are seldom among ten neighbours, and are no reason. */
const NAMED = 2;

/** Why an image is among the wrong ones: “8 of 10 nearest are “pear”, 1 is of its own concept (“mouse”).” */
export function describeMisfit({
  concepts,
  neighbours,
  own,
  others,
}: Pick<MisplacedImage, 'concepts' | 'neighbours' | 'own' | 'others'>): string {
  const named = others.slice(0, NAMED);
  const told = named.map(({ concept, count }, at) => {
    const of = at === 0 ? `${count} of ${neighbours.length} nearest` : String(count);
    return `${of} ${isOrAre(count)} ${quoted(concept)}`;
  });
  const mine = `${own === 0 ? 'none' : own} ${isOrAre(Math.max(1, own))} of its own concept (${concepts.map(quoted).join(', ')})`;
  return `${[...told, mine].join(', ')}.`;
}

function isOrAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function quoted(name: string): string {
  return `“${plainText(name, 60)}”`;
}
