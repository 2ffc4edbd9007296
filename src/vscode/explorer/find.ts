import type { CollectedImage } from '../../core/collection/collection-view.ts';
import type { Findings, OddOnes, Twin, Twins, TwinSet } from '../../core/explore/findings.ts';
import type { ImageFileFacts } from '../../core/neighbours/keepers.ts';
import type { DuplicateSet } from '../../core/reports.ts';
import type { LongTask } from '../../core/signal.ts';
import type { Lexiclip } from '../../node/lexiclip.ts';
import type { FolderSession } from '../sessions/folder-session.ts';

/** What is looked for; of near-duplicates, from which cosine on. */
export type FindRequest =
  { readonly kind: 'outliers' } | { readonly kind: 'duplicates'; readonly similarity: number };

/** More of each kind than anyone scrolls through. */
const OUTLIERS = 100;
/** Images in sets: the headers of all their files are read, and a page shows them all. */
const MOST_IMAGES = 3000;
/** Images of a set that are shown side by side. */
const MOST_IN_SET = 60;
/** Characters of a prompt. */
const LONGEST_PROMPT = 400;

export function find(
  session: FolderSession,
  lexiclip: Lexiclip,
  request: FindRequest,
  task: LongTask,
): Promise<Findings> {
  return request.kind === 'outliers'
    ? findOddOnes(lexiclip, task)
    : findTwins(session, lexiclip, request.similarity, task);
}

async function findOddOnes(lexiclip: Lexiclip, task: LongTask): Promise<OddOnes> {
  const { model, ...report } = await lexiclip.outliers({ limit: OUTLIERS }, task);
  return { kind: 'outliers', model: model.label, ...report };
}

async function findTwins(
  session: FolderSession,
  lexiclip: Lexiclip,
  similarity: number,
  task: LongTask,
): Promise<Twins> {
  const { model, compared, sets } = await lexiclip.duplicates({ leastSimilarity: similarity }, task);
  const shown = firstSets(sets);
  const view = await session.collection.index.recentView();
  const images = shown.flatMap((set) => set.images.flatMap(({ id }) => view.image(id) ?? []));
  const facts = await lexiclip.fileFacts(
    images.map(({ id }) => id),
    task,
  );
  const known = new Map(images.map((image, at) => [image.id, { image, facts: facts[at] ?? {} }]));
  return {
    kind: 'duplicates',
    model: model.label,
    compared,
    similarity,
    sets: shown.map((set) => twinSet(set, known)).filter((set) => set.images.length > 1),
    inAll: { sets: sets.length, images: sets.reduce((sum, set) => sum + set.images.length, 0) },
  };
}

interface ShownSet extends DuplicateSet {
  readonly more: number;
}

/** The first sets, as far as they can be shown. */
function firstSets(sets: readonly DuplicateSet[]): readonly ShownSet[] {
  const shown: ShownSet[] = [];
  let left = MOST_IMAGES;
  for (const { similarity, images } of sets) {
    const some = images.slice(0, MOST_IN_SET);
    left -= some.length;
    if (left < 0) break;
    shown.push({ similarity, images: some, more: images.length - some.length });
  }
  return shown;
}

function twinSet(
  { similarity, images, more }: ShownSet,
  known: ReadonlyMap<string, { readonly image: CollectedImage; readonly facts: ImageFileFacts }>,
): TwinSet {
  const contents: string[] = [];
  const words: string[] = [];
  const twins = images.flatMap(({ id, concepts, prompt }): Twin[] => {
    const { image, facts } = known.get(id) ?? {};
    if (image === undefined) return [];
    const [content, said] = [numberIn(contents, image.sha256), numberIn(words, image.prompt)];
    return [{ ...facts, id, concepts, prompt: prompt.slice(0, LONGEST_PROMPT), content, words: said }];
  });
  return { similarity, images: twins, more };
}

/** The place of a text in a list, which grows where it is new. */
function numberIn(list: string[], text: string): number {
  const at = list.indexOf(text);
  return at === -1 ? list.push(text) - 1 : at;
}
