import * as l10n from '@vscode/l10n';
import { diffArrays } from 'diff';
import { fieldLabel } from '../explore/field-label.ts';
import type { ComparedImage } from './compared-image.ts';

/** Texts that have so little in common that it takes longer are told apart as wholes. */
const LONGEST_MS = 3000;

/** A line of two texts, and in which of them it is. */
export interface LineChange {
  readonly change: 'same' | 'removed' | 'added';
  readonly line: string;
}

/** An image as text: a phrase of its prompt to a line, then its fields, each on a line. */
export function promptLines({ prompt, negativePrompt, fields }: ComparedImage): readonly string[] {
  const negative =
    negativePrompt.length === 0 ? [] : ['', l10n.t('{0}:', fieldLabel('Negative prompt')), ...negativePrompt];
  return [
    l10n.t('{0}:', fieldLabel('Prompt')),
    ...prompt,
    ...negative,
    '',
    ...fields.map(({ label, value }) => l10n.t('{0}: {1}', fieldLabel(label), value)),
  ];
}

/** The lines of two images in one order: what only the first has, or only the second, or both. */
export function lineChanges(first: ComparedImage, second: ComparedImage): readonly LineChange[] {
  const [before, after] = [promptLines(first), promptLines(second)].map((lines) => [...lines]);
  const changes = diffArrays(before ?? [], after ?? [], { timeout: LONGEST_MS });
  const all = (change: LineChange['change'], lines: readonly string[] = []): readonly LineChange[] =>
    lines.map((line) => ({ change, line }));
  if (changes === undefined) return [...all('removed', before), ...all('added', after)];
  return changes.flatMap(({ added, removed, value }) =>
    all(added ? 'added' : removed ? 'removed' : 'same', value),
  );
}
