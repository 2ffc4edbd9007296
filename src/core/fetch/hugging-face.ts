import * as l10n from '@vscode/l10n';
import { isAbout, LexiclipError } from '../errors.ts';
import type { Columns, Row } from './dataset-page.ts';
import { DatasetViewer, type DatasetChoice, type Listing } from './dataset-viewer.ts';
import type { ServiceOptions } from './service.ts';
import type { ImageSource, RequestTask, SourceRecord } from './source.ts';

/** The dataset viewer's API (https://huggingface.co/docs/dataset-viewer). */
export const HUGGING_FACE_ENDPOINT = 'https://datasets-server.huggingface.co';

/** 2 million images with their prompts, in subsets of all sizes; this one has 1,000, chosen at random. */
export const DIFFUSION_DB = {
  dataset: 'poloclub/diffusiondb',
  config: '2m_random_1k',
  split: 'train',
  textColumn: 'prompt',
} as const;

/** Rows that are read one by one where a dataset cannot be searched: the whole of the default subset. */
const MOST_ROWS_READ = 1000;

/** A record's second location: its row, which is asked for again where the address of its image has expired. */
const ROW = /^row:(\d+)$/;

/** Images of a dataset on the Hugging Face hub, found by the words of a text column. Made anew for each run. */
export function huggingFaceSource(choice: DatasetChoice, options: ServiceOptions): ImageSource {
  const { dataset, config, split, imageColumn, textColumn } = choice;
  const viewer = new DatasetViewer(choice, options);
  /** Why the dataset cannot be searched, once that is known: in one run, it is not tried again. */
  let unindexed: string | undefined;
  return {
    id: 'huggingface',
    keepsAnswers: true,
    isPaged: true,
    scope: JSON.stringify([dataset, config, split, imageColumn, textColumn]),
    async search(query, count, task) {
      try {
        if (unindexed === undefined)
          return (await viewer.collect(count, { path: 'search', parameters: { query } }, task)).records;
      } catch (error) {
        unindexed = refusalIn(error);
        if (unindexed === undefined || isAbout(error, 'dataset-refused')) throw error;
        task.onNote?.(
          `${dataset} has no search index at hand (${unindexed}); its rows are looked through instead`,
        );
      }
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      const unread = { kind: 'no-search-index', dataset, detail: unindexed } as const;
      return (
        (await filteredRows(viewer, textColumn, words, count, task)) ??
        readRows(viewer, words, count, task, unread)
      );
    },
    async image(location, task) {
      const [, index] = ROW.exec(location) ?? [];
      if (index === undefined) return viewer.image(location, task);
      const [src] = (await viewer.row(Number(index), task))?.locations ?? [];
      if (src !== undefined && !ROW.test(src)) return viewer.image(src, task);
      const detail = l10n.t('its row {0} has no image', index);
      throw new LexiclipError({ kind: 'dataset-refused', dataset, detail });
    },
  };
}

/** Rows that hold all words, as the database behind the viewer finds them; undefined where it cannot. */
async function filteredRows(
  viewer: DatasetViewer,
  textColumn: string | undefined,
  words: readonly string[],
  count: number,
  task: RequestTask,
): Promise<readonly SourceRecord[] | undefined> {
  try {
    const where = conditionFor(words, textColumn ?? (await viewer.textColumn(task)));
    if (where === undefined) return undefined;
    return (await viewer.collect(count, { path: 'filter', parameters: { where } }, task)).records;
  } catch (error) {
    if (refusalIn(error) === undefined) throw error;
    return undefined;
  }
}

/** The same among the first rows, which are read whole. @throws LexiclipError `unread` where others were not read. */
async function readRows(
  viewer: DatasetViewer,
  words: readonly string[],
  count: number,
  task: RequestTask,
  unread: LexiclipError['failure'],
): Promise<readonly SourceRecord[]> {
  const fits = ({ row }: Row, { text }: Columns): boolean => {
    const said = row[text];
    return typeof said === 'string' && words.every((word) => said.toLowerCase().includes(word));
  };
  const listing: Listing = { path: 'rows', parameters: {}, mostRows: MOST_ROWS_READ, fits };
  try {
    const { records, isWhole } = await viewer.collect(count, listing, task);
    if (records.length > 0 || isWhole) return records;
  } catch (error) {
    if (refusalIn(error) === undefined || isAbout(error, 'dataset-refused')) throw error;
  }
  throw new LexiclipError(unread);
}

/** Why the viewer cannot do what was asked, in its own words; undefined where it was not the viewer that refused. */
function refusalIn(error: unknown): string | undefined {
  if (!(error instanceof LexiclipError)) return undefined;
  const { failure } = error;
  if (failure.kind === 'no-search-index' || failure.kind === 'dataset-refused') return failure.detail;
  return failure.kind === 'http-status' && failure.status === 500 ? failure.detail : undefined;
}

/**
 * The condition of `/filter`, or undefined where a word cannot be in one. The viewer gives it to DuckDB, and refuses `;` and
 * comments (huggingface/dataset-viewer, services/search/src/search/routes/filter.py).
 */
function conditionFor(words: readonly string[], column: string): string | undefined {
  if (words.length === 0 || words.some((word) => /;|--|\/\*|\*\/|[%_\\]/.test(word))) return undefined;
  const name = `"${column.replaceAll('"', '""')}"`;
  return words.map((word) => `${name} ILIKE '%${word.replaceAll("'", "''")}%'`).join(' AND ');
}
