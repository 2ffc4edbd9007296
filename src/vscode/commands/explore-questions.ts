import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import * as z from 'zod';
import { EXAMPLE_CONCEPTS, parseConcepts, uniqueConcepts } from '../../core/concepts.ts';
import { LexiclipError } from '../../core/errors.ts';
import { LEXICA_RESULTS } from '../../core/fetch/lexica.ts';
import { localNumber } from '../../core/language.ts';
import { newImagesChoices, type NewImagesChoice } from '../../core/reports.ts';
import { isOwn, sourceIds, type SourceId } from '../../node/sources/open-source.ts';
import {
  askInput,
  askInTurn,
  askPick,
  separator,
  type Answer,
  type PickItem,
  type Step,
} from '../quick-input.ts';
import { askSource, type SourceNotes } from './source-questions.ts';

/** Of one concept; more than anyone looks at, fewer than a slip of the keyboard. */
export const MOST_IMAGES = 1000;

/** What a keybinding, a test or another extension may give; what is not given is asked. */
export const exploreArguments = z.object({
  concepts: z.array(z.string()).optional(),
  count: z.number().int().min(1).max(MOST_IMAGES).optional(),
  source: z.enum(sourceIds).optional(),
  newImages: z.enum(newImagesChoices).optional(),
});
export type ExploreArguments = z.infer<typeof exploreArguments>;

/** What has been asked or given completely. */
export interface ExplorePlan {
  readonly concepts: readonly string[];
  readonly count: number;
  readonly source: SourceId;
  /** Where the source `folder` looks. */
  readonly folder?: string;
  /** What becomes of maps that stand; where it is not given, it is asked when it matters. */
  readonly newImages?: NewImagesChoice | undefined;
}

const RECENT = 'lexiclip.recentConcepts';
const RECENT_KEPT = 8;
const EXAMPLE = EXAMPLE_CONCEPTS.join(', ');

/** Asks in three steps, with Back, for what is not given, the source first; undefined where the user gave up. */
export async function askWhatToExplore(
  given: ExploreArguments,
  defaultCount: number,
  notes: SourceNotes,
  memory: vscode.Memento,
): Promise<ExplorePlan | undefined> {
  const { title } = notes;
  const recent = memory.get<string[]>(RECENT, []);
  const asked: Partial<Record<'concepts' | 'count' | 'source', string>> = {};
  const questionsFor = (source: SourceId) =>
    [
      ['source', (step: Step) => askSource(notes, step)],
      ['concepts', (step: Step) => askConcepts(title, source, recent, step)],
      [
        'count',
        (step: Step, before?: string) => askCount(title, source, before ?? String(defaultCount), step),
      ],
    ] as const;
  const openFor = (source: SourceId) => questionsFor(source).filter(([name]) => given[name] === undefined);
  const open = openFor('lexica');
  const answers = await askInTurn(([first]) =>
    openFor(given.source ?? sourceOf(first)).map(([, question]) => question),
  );
  if (answers === undefined) return undefined;
  open.forEach(([name], index) => {
    asked[name] = answers[index] ?? '';
  });
  const typed = asked.concepts ?? '';
  const source = given.source ?? sourceOf(asked.source);
  const concepts = given.concepts === undefined ? parseConcepts(typed) : namesOf(given.concepts, source);
  if (concepts.length === 0) throw new LexiclipError({ kind: 'no-concepts' });
  if (given.concepts === undefined) {
    const line = concepts.join(', ');
    await memory.update(RECENT, [line, ...recent.filter((other) => other !== line)].slice(0, RECENT_KEPT));
  }
  return {
    concepts,
    count: given.count ?? Number(asked.count),
    source,
    newImages: given.newImages,
  };
}

/** Concepts of folders and lists are names, letter by letter. */
function namesOf(concepts: readonly string[], source: SourceId): readonly string[] {
  return isOwn(source) ? concepts : uniqueConcepts(concepts);
}

function sourceOf(answer: string | undefined): SourceId {
  return sourceIds.find((id) => id === answer) ?? 'lexica';
}

function askConcepts(
  title: string,
  source: SourceId,
  recent: readonly string[],
  step: Step,
): Promise<Answer> {
  const group = (name: string, lines: readonly string[]): PickItem[] => {
    const items = lines.map((line) => ({ label: line, value: line }));
    return items.length === 0 ? [] : [separator(name), ...items];
  };
  const example = [EXAMPLE].filter((line) => !recent.includes(line));
  return askPick({
    ...step,
    title,
    placeholder: `${l10n.t('Concepts, separated by commas: cat, dog, tomato.')} ${conceptHint(source)}`,
    items: [...group(l10n.t('recent'), recent), ...group(l10n.t('example'), example)],
    // What is typed comes first, so that Enter takes it.
    itemFor: (typed) => {
      const concepts = parseConcepts(typed);
      if (concepts.length === 0) return undefined;
      const description =
        concepts.length === 1 ? l10n.t('1 concept') : l10n.t('{0} concepts', localNumber(concepts.length));
      return { label: concepts.join(', '), description, value: typed };
    },
  });
}

/** What concepts of a source may be beside words. */
function conceptHint(source: SourceId): string {
  switch (source) {
    case 'lexica':
    case 'huggingface':
      return l10n.t('Several words for one: cat | kitten');
    case 'civitai':
      return l10n.t('Each is a tag, or model:<name>, or user:<name>');
    case 'sample':
      return l10n.t('The sample has twelve');
    case 'folder':
    case 'list':
      return '';
  }
}

function askCount(title: string, source: SourceId, value: string, step: Step): Promise<Answer> {
  return askInput({
    ...step,
    title,
    prompt:
      source === 'lexica'
        ? l10n.t(
            'How many images of each concept? Lexica finds at most {0} for a phrase; cat | kitten finds more.',
            LEXICA_RESULTS,
          )
        : l10n.t('How many images of each concept?'),
    value,
    problem: (text) => countProblem(text, 1),
  });
}

/** Why a text is no number of images of one concept, as a sentence, or undefined where it is. */
export function countProblem(text: string, least: number): string | undefined {
  const isUsable = /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= MOST_IMAGES;
  return isUsable
    ? undefined
    : l10n.t('A whole number from {0} to {1}.', localNumber(least), localNumber(MOST_IMAGES));
}
