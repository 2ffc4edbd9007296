import type { ComparedImage } from './compared-image.ts';
import { inFieldOrder } from './compared-image.ts';

/** A phrase of an image that not all have. */
export interface OwnPhrase {
  readonly phrase: string;
  /** Whether no other image has it. */
  readonly isAlone: boolean;
}

/** A prompt, as what all images have of it and what each has beside that. */
export interface PhrasesRow {
  readonly kind: 'phrases';
  readonly label: string;
  /** In the order of the first image. */
  readonly shared: readonly string[];
  /** Of each image, in its order. */
  readonly own: readonly (readonly OwnPhrase[])[];
  /** Whether all have the same phrases, but not in the same order or as often. */
  readonly isReordered: boolean;
  readonly isSame: boolean;
}

/** A field that at least one image has. */
export interface FieldRow {
  readonly kind: 'field';
  readonly label: string;
  /** Of each image; undefined where it lacks the field. */
  readonly values: readonly (string | undefined)[];
  readonly isSame: boolean;
}

export type ComparisonRow = PhrasesRow | FieldRow;

/** Images as a table: a column for each, a row for whatever is known of at least one. */
export function comparisonRows(images: readonly ComparedImage[]): readonly ComparisonRow[] {
  const labels = inFieldOrder(images.flatMap(({ fields }) => fields)).map(({ label }) => label);
  return [
    ...phrasesRow(
      'Prompt',
      images.map(({ prompt }) => prompt),
    ),
    ...phrasesRow(
      'Negative prompt',
      images.map(({ negativePrompt }) => negativePrompt),
    ),
    ...[...new Set(labels)].map((label) => fieldRow(label, images)),
  ];
}

function phrasesRow(label: string, prompts: readonly (readonly string[])[]): readonly PhrasesRow[] {
  const counts = new Map<string, number>();
  for (const prompt of prompts)
    for (const phrase of new Set(prompt)) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  if (counts.size === 0) return [];
  const isShared = (phrase: string): boolean => counts.get(phrase) === prompts.length;
  const own = prompts.map((prompt) =>
    [...new Set(prompt)]
      .filter((phrase) => !isShared(phrase))
      .map((phrase) => ({ phrase, isAlone: counts.get(phrase) === 1 })),
  );
  const [first = [], ...others] = prompts;
  const isSame = others.every((prompt) => prompt.join('\n') === first.join('\n'));
  const isReordered = !isSame && own.every(({ length }) => length === 0);
  return [{ kind: 'phrases', label, shared: [...new Set(first)].filter(isShared), own, isReordered, isSame }];
}

function fieldRow(label: string, images: readonly ComparedImage[]): FieldRow {
  const values = images.map(({ fields }) => fields.find((field) => field.label === label)?.value);
  return { kind: 'field', label, values, isSame: values.every((value) => value === values[0]) };
}
