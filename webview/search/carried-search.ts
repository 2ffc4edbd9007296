import * as l10n from '@vscode/l10n';
import { factsOf } from '../../src/core/collection/image-facts.ts';
import type { PromptFile } from '../../src/core/collection/schema.ts';
import { isAbort, LexiclipError } from '../../src/core/errors.ts';
import { NO_CLUSTER } from '../../src/core/explore/cluster-views.ts';
import type { ExplorerMap } from '../../src/core/explore/map.ts';
import type { Searched, SearchedImage } from '../../src/core/search/fields.ts';
import { filterImages, PromptWords } from '../../src/core/search/filter.ts';
import { parseSearch } from '../../src/core/search/language.ts';
import type { FromPage, ToPage } from '../../src/protocol/explorer.ts';
import { searchFailure } from '../../src/protocol/search-failure.ts';
import { carriedImage } from '../carried.ts';
import { nextTask } from '../next-task.ts';

/** Of the images that an exported page carries: their prompts and fields are in the page. */
export class CarriedSearch {
  readonly #map: ExplorerMap;
  readonly #tell: (message: ToPage) => void;
  readonly #words = new PromptWords();
  #searched: Promise<Searched> | undefined;
  #running = new AbortController();

  constructor(map: ExplorerMap, tell: (message: ToPage) => void) {
    [this.#map, this.#tell] = [map, tell];
  }

  async search({ query, number }: Extract<FromPage, { type: 'search' }>): Promise<void> {
    this.#running.abort();
    const { signal } = (this.#running = new AbortController());
    try {
      const rows = await this.#find(query, signal);
      this.#tell({
        type: 'hits',
        hits: { kind: 'search', title: query, rows: Uint32Array.from(rows), others: [] },
      });
      const of = this.#map.images.ids.length;
      this.#tell({ type: 'searched', number, outcome: { kind: 'found', count: rows.length, of } });
    } catch (error) {
      if (!isAbort(error)) this.#tell({ type: 'searched', number, outcome: searchFailure(error) });
    }
  }

  close(): void {
    this.#running.abort();
    this.#tell({ type: 'hits', hits: null });
  }

  async #find(query: string, signal: AbortSignal): Promise<readonly number[]> {
    const { conditions, terms } = parseSearch(query, 'words');
    if (terms.length > 0)
      throw new LexiclipError({
        kind: 'bad-query',
        query,
        problem: l10n.t('an exported page has no vectors to compare, so “like:” works in VS Code only'),
        from: 0,
        to: query.length,
      });
    this.#searched ??= searchedImages(this.#map);
    return filterImages(await this.#searched, conditions, this.#words, { pause: nextTask, signal });
  }
}

async function searchedImages({ images, concepts, clusters }: ExplorerMap): Promise<Searched> {
  const searched: SearchedImage[] = [];
  for (const [row, id] of images.ids.entries()) {
    // Parsing a part of the page takes milliseconds.
    if (row % 100 === 0) await nextTask();
    searched.push({ id, concepts: [images.concepts[row] ?? -1], ...factsIn(row) });
  }
  const clustersOf = (row: number): readonly string[] =>
    clusters.flatMap(({ names, clusterOf }) => names[clusterOf[row] ?? NO_CLUSTER] ?? []);
  return { images: searched, concepts, clustersOf: clusters.length === 0 ? undefined : clustersOf };
}

function factsIn(row: number): Pick<SearchedImage, 'prompt' | 'negativePrompt' | 'fields'> {
  const { prompt, file } = carriedImage(row);
  try {
    return factsOf(JSON.parse(file) as PromptFile);
  } catch {
    return { prompt, negativePrompt: '', fields: {} };
  }
}
