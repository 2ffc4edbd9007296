import type { NumberSearchField, Searched, TextField, WordsField } from './fields.ts';
import { valuesOf } from './fields.ts';
import { fold } from './fold.ts';

/** What an image must be, or, with `isNot`, must not be. */
export type Condition = { readonly isNot: boolean } & (
  | {
      readonly kind: 'words';
      readonly field: WordsField;
      /** As `wordsSought` makes it. */
      readonly sought: string;
    }
  | {
      readonly kind: 'text';
      readonly field: TextField;
      /** Folded, in pieces between which anything may stand; of `whole`, the first and the last are at the ends. */
      readonly pieces: readonly string[];
      readonly isWhole: boolean;
    }
  | {
      readonly kind: 'range';
      readonly field: NumberSearchField;
      readonly least: number;
      readonly most: number;
      /** Whether the ends are left out. */
      readonly isOpen: boolean;
    }
);

/** The words of all prompts, and of all negative prompts, by row; asked for where a condition needs them. */
export interface FoldedTexts {
  readonly prompt: readonly string[];
  readonly negative: readonly string[];
}

/** Whether the image in a row meets a condition. */
export type Test = (row: number) => boolean;

export function testOf(condition: Condition, searched: Searched, texts: FoldedTexts): Test {
  const test = plainTest(condition, searched, texts);
  return condition.isNot ? (row) => !test(row) : test;
}

function plainTest(condition: Condition, searched: Searched, texts: FoldedTexts): Test {
  const { images } = searched;
  switch (condition.kind) {
    case 'words': {
      const words = texts[condition.field];
      const { sought } = condition;
      return (row) => words[row]?.includes(sought) === true;
    }
    case 'text': {
      // Most values are those of many images.
      const known = new Map<string, boolean>();
      const fits = (value: string): boolean => {
        const before = known.get(value);
        if (before !== undefined) return before;
        const fit = fitsPieces(fold(value), condition.pieces, condition.isWhole);
        known.set(value, fit);
        return fit;
      };
      if (condition.field === 'concept') {
        const fit = searched.concepts.map(fits);
        return (row) => images[row]?.concepts.some((index) => fit[index]) === true;
      }
      return (row) => valuesOf(condition.field, searched, row).some(fits);
    }
    case 'range': {
      const { field, least, most, isOpen } = condition;
      return (row) => {
        const value = images[row]?.fields[field];
        if (value === undefined) return false;
        return isOpen ? value > least && value < most : value >= least && value <= most;
      };
    }
  }
}

/** Whether a text has all pieces, one behind the other. */
function fitsPieces(text: string, pieces: readonly string[], isWhole: boolean): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.at(-1);
  if (!isWhole) return inOrder(text, pieces, 0) !== -1;
  if (last === undefined) return text === first;
  const end = text.startsWith(first) ? inOrder(text, rest.slice(0, -1), first.length) : -1;
  return end !== -1 && text.length - last.length >= end && text.endsWith(last);
}

/** Where pieces that follow each other end; -1 where the text does not have them. */
function inOrder(text: string, pieces: readonly string[], from: number): number {
  let at = from;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found === -1) return -1;
    at = found + piece.length;
  }
  return at;
}
