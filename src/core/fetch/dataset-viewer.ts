import * as l10n from '@vscode/l10n';
import { isAbout, LexiclipError } from '../errors.ts';
import { columnsOf, readPage, type Columns, type Page, type Row } from './dataset-page.ts';
import { datasetRecord } from './dataset-record.ts';
import { refuseDatasetAnswer, refuseSearchAnswer } from './dataset-refusals.ts';
import { queryString } from './query-string.ts';
import { Service, type ServiceOptions } from './service.ts';
import type { RequestTask, SourceRecord } from './source.ts';

/** What the viewer answers at most (`MAX_NUM_ROWS_PER_PAGE`). */
const ROWS_PER_PAGE = 100;

export interface DatasetChoice {
  readonly dataset: string;
  /** Without these, the first that the dataset has. */
  readonly config?: string | undefined;
  readonly split?: string | undefined;
  /** Without these, the first of their types. */
  readonly imageColumn?: string | undefined;
  readonly textColumn?: string | undefined;
}

/** How rows are asked for, and which of those that come are results. */
export interface Listing {
  readonly path: 'search' | 'filter' | 'rows';
  readonly parameters: Readonly<Record<string, string>>;
  readonly mostRows?: number;
  readonly fits?: (row: Row, columns: Columns) => boolean;
}

export interface Found {
  readonly records: readonly SourceRecord[];
  /** Whether there are no other rows. */
  readonly isWhole: boolean;
}

interface Subset {
  readonly config: string;
  readonly split: string;
}

/** Asks the Hugging Face dataset viewer for rows of one dataset. */
export class DatasetViewer {
  readonly #choice: DatasetChoice;
  readonly #endpoint: string;
  readonly #service: Service;
  #subset: Promise<Subset> | undefined;
  /** Rows that are read one by one are the same for every query. */
  readonly #rowPages = new Map<number, Page>();

  constructor(choice: DatasetChoice, options: ServiceOptions) {
    this.#choice = choice;
    this.#endpoint = options.endpoint;
    this.#service = new Service(options);
  }

  /** Page after page until there are `count` records, or no more rows. */
  async collect(count: number, listing: Listing, task: RequestTask): Promise<Found> {
    const { path, parameters, mostRows = Infinity, fits = () => true } = listing;
    const records: SourceRecord[] = [];
    let withoutImage = 0;
    let [offset, total] = [0, Infinity];
    while (records.length < count && offset < Math.min(total, mostRows)) {
      task.signal.throwIfAborted();
      const wanted = count - records.length;
      // Not all rows that are read one by one are results.
      const length = path === 'rows' ? ROWS_PER_PAGE : Math.min(ROWS_PER_PAGE, wanted);
      const at = { offset: String(offset), length: String(length) };
      const read = path === 'rows' ? this.#rowPages.get(offset) : undefined;
      const page = read ?? (await this.#page(path, { ...parameters, ...at }, task));
      if (path === 'rows') this.#rowPages.set(offset, page);
      const columns = this.#columns(page);
      for (const row of page.rows.filter((one) => fits(one, columns)).slice(0, wanted)) {
        const record = await this.#record(row, columns, task);
        if (record === undefined) withoutImage++;
        else records.push(record);
      }
      offset += page.rows.length;
      total = page.rows.length < length ? offset : (page.total ?? Infinity);
    }
    if (withoutImage > 0) task.onLeftOut?.('rows without an image', withoutImage);
    return { records, isWhole: offset >= total };
  }

  /** One row, with an address of its image that has not expired. */
  async row(index: number, task: RequestTask): Promise<SourceRecord | undefined> {
    const page = await this.#page('rows', { offset: String(index), length: '1' }, task);
    const row = page.rows.find((one) => one.row_idx === index);
    return row === undefined ? undefined : this.#record(row, this.#columns(page), task);
  }

  /** The column that becomes the prompt. */
  async textColumn(task: RequestTask): Promise<string> {
    return this.#columns(await this.#page('rows', { offset: '0', length: '1' }, task)).text;
  }

  image(location: string, task: RequestTask): Promise<Uint8Array> {
    return this.#service.image(location, task);
  }

  async #page(
    path: Listing['path'],
    parameters: Readonly<Record<string, string>>,
    task: RequestTask,
  ): Promise<Page> {
    const { dataset } = this.#choice;
    const query = queryString({ dataset, ...(await this.#subsetOf(task)), ...parameters });
    const refuse = path === 'rows' ? refuseDatasetAnswer(dataset) : refuseSearchAnswer(dataset);
    return this.#service.json(`${this.#endpoint}/${path}?${query}`, readPage, task, refuse);
  }

  #columns(page: Page): Columns {
    return columnsOf(page, this.#choice, this.#choice.dataset);
  }

  async #record(row: Row, columns: Columns, task: RequestTask): Promise<SourceRecord | undefined> {
    const { dataset } = this.#choice;
    return datasetRecord(row, columns, { dataset, ...(await this.#subsetOf(task)) });
  }

  #subsetOf(task: RequestTask): Promise<Subset> {
    return (this.#subset ??= this.#findSubset(task));
  }

  async #findSubset(task: RequestTask): Promise<Subset> {
    const { dataset, config, split } = this.#choice;
    if (config !== undefined && split !== undefined) return { config, split };
    const url = `${this.#endpoint}/splits?${queryString({ dataset })}`;
    let splits: readonly Subset[];
    try {
      splits = await this.#service.json(url, readSplits, task, refuseDatasetAnswer(dataset));
    } catch (error) {
      // Rows that are asked for by the usual names say what is wrong, if anything is.
      if (!isAbout(error, 'dataset-refused')) throw error;
      return { config: config ?? 'default', split: split ?? 'train' };
    }
    const fitting = splits.filter(
      (one) => one.config === (config ?? one.config) && one.split === (split ?? one.split),
    );
    const found = fitting.find((one) => one.split === 'train') ?? fitting[0];
    if (found !== undefined) return found;
    const detail = l10n.t('it has no such subset or split');
    throw new LexiclipError({ kind: 'dataset-refused', dataset, detail });
  }
}

function readSplits(body: unknown): readonly Subset[] {
  const { splits } = (body ?? {}) as { readonly splits?: unknown };
  const list = Array.isArray(splits) ? (splits as unknown[]) : [];
  return list.flatMap((item) => {
    const { config, split } = (item ?? {}) as Readonly<Record<string, unknown>>;
    return typeof config === 'string' && typeof split === 'string' ? [{ config, split }] : [];
  });
}
