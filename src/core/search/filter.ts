import * as l10n from '@vscode/l10n';
import { inSlices } from '../collection/in-slices.ts';
import type { Pause } from '../collection/index-entries.ts';
import { LexiclipError } from '../errors.ts';
import type { CancelSignal } from '../signal.ts';
import { testOf, type Condition } from './conditions.ts';
import type { Searched, SearchedImage } from './fields.ts';
import { foldWords } from './fold.ts';

export interface Filtering {
  readonly pause: Pause;
  readonly signal: CancelSignal;
}

/**
 * The folded words of images, made when they are first searched and kept: of a hundred thousand prompts they take some
 * tens of megabytes, and no keystroke makes them again.
 */
export class PromptWords {
  /** By the fields of an image, which are one object for as long as its file is as it was. */
  readonly #words = new WeakMap<object, Partial<Record<'prompt' | 'negative', string>>>();
  #of: readonly SearchedImage[] = [];
  #lists: Partial<Record<'prompt' | 'negative', readonly string[]>> = {};

  /** In the order of the images. */
  async of(
    images: readonly SearchedImage[],
    which: 'prompt' | 'negative',
    { pause, signal }: Filtering,
  ): Promise<readonly string[]> {
    if (this.#of !== images) [this.#of, this.#lists] = [images, {}];
    const known = this.#lists[which];
    if (known !== undefined) return known;
    const list: string[] = [];
    await inSlices(images, pauseUnlessAborted(pause, signal), ({ fields, prompt, negativePrompt }) => {
      const own = this.#words.get(fields) ?? {};
      const words = (own[which] ??= foldWords(which === 'prompt' ? prompt : negativePrompt));
      this.#words.set(fields, own);
      list.push(words);
    });
    if (this.#of === images) this.#lists[which] = list;
    return list;
  }
}

/**
 * The rows of the images that meet all conditions, ascending.
 * @throws LexiclipError `bad-query` for a condition on clusters where there are none.
 */
export async function filterImages(
  searched: Searched,
  conditions: readonly Condition[],
  words: PromptWords,
  filtering: Filtering,
): Promise<number[]> {
  const { images, clustersOf } = searched;
  const asks = (field: string): boolean => conditions.some((condition) => condition.field === field);
  if (clustersOf === undefined && asks('cluster'))
    throw new LexiclipError({
      kind: 'bad-query',
      query: 'cluster:',
      problem: l10n.t('no clusters have been found yet'),
    });
  const none: readonly string[] = [];
  const texts = {
    prompt: asks('prompt') ? await words.of(images, 'prompt', filtering) : none,
    negative: asks('negative') ? await words.of(images, 'negative', filtering) : none,
  };
  // What is seldom met and soon tested comes first.
  const tests = conditions
    .toSorted((a, b) => Number(a.kind === 'words') - Number(b.kind === 'words'))
    .map((condition) => testOf(condition, searched, texts));
  const rows: number[] = [];
  await inSlices(images, pauseUnlessAborted(filtering.pause, filtering.signal), (_, row) => {
    if (tests.every((test) => test(row))) rows.push(row);
  });
  return rows;
}

function pauseUnlessAborted(pause: Pause, signal: CancelSignal): Pause {
  return async () => {
    await pause();
    signal.throwIfAborted();
  };
}
