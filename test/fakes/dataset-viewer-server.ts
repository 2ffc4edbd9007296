import path from 'node:path';
import { drawingsIn, readDrawing, type Drawing } from './lexica-drawings.ts';
import { strike, type Fault } from './lexica-faults.ts';
import { listen } from './listen.ts';

const sample = path.resolve(import.meta.dirname, '../../media/sample');
/** As the viewer's. */
const MOST_ROWS = 100;

/** What the viewer says where a dataset cannot be searched (libs/libapi/src/libapi/exceptions.py). */
const REFUSALS = {
  missing: { status: 404, error: 'The index for this split was not found.' },
  unexpected: { status: 500, error: 'Unexpected error: no search index.' },
  unsupported: { status: 501, error: 'The search feature is not available for this dataset.' },
  'no-dataset': {
    status: 404,
    error: 'The dataset does not exist, or is not accessible without authentication (private or gated).',
  },
} as const;

/** The Hugging Face dataset viewer with DiffusionDB's columns, on this machine; images at addresses that expire. */
export interface DatasetViewerServer {
  readonly endpoint: string;
  readonly imageHost: string;
  /** Everything that was asked, in order: paths with their queries. */
  readonly requests: readonly string[];
  /** The numbers of the rows whose prompts have a word. */
  rowsOf(word: string): readonly number[];
  /** What `/search` and `/filter` answer from now on; undefined for results. */
  refuse(search: keyof typeof REFUSALS | undefined, filter?: keyof typeof REFUSALS): void;
  /** No address that was given until now leads to an image any more. */
  expire(): void;
  setFaults(faults: readonly Fault[]): void;
  close(): Promise<void>;
}

export interface DatasetViewerOptions {
  /** What a row has beside the usual columns, or instead of them. */
  readonly change?: (row: Record<string, unknown>, index: number) => Record<string, unknown>;
  readonly truncated?: readonly string[];
}

export async function startDatasetViewer({
  change = (row) => row,
  truncated = [],
}: DatasetViewerOptions = {}): Promise<DatasetViewerServer> {
  const drawings = await drawingsIn(sample);
  const requests: string[] = [];
  let [faults, signature]: [Fault[], number] = [[], 1];
  let refused: { search?: keyof typeof REFUSALS | undefined; filter?: keyof typeof REFUSALS | undefined } =
    {};

  const images = await listen(async (request, response) => {
    requests.push(request.url ?? '');
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const drawing = drawings[Number(/\/(\d+)\/image\/image\.jpg$/.exec(pathname)?.[1])];
    if (drawing === undefined || searchParams.get('Signature') !== String(signature)) {
      // As CloudFront answers.
      response.writeHead(403, { 'content-type': 'text/xml' }).end('<Error><Code>AccessDenied</Code></Error>');
      return;
    }
    const right = await readDrawing(drawing);
    if (!strike(faults, 'image', request, response, right))
      response.writeHead(200, { 'content-type': right.contentType }).end(right.body);
  });

  const rowOf = (drawing: Drawing, index: number): object => {
    const src = `${images.origin}/cached-assets/poloclub/diffusiondb/--/main/--/2m_random_1k/train/${index}/image/image.jpg?Expires=1&Signature=${signature}`;
    const row = {
      image: { src, height: 384, width: 384 },
      prompt: `a ${drawing.concept}, ${path.parse(drawing.file).name}`,
      seed: 4_000_000_000 + index,
      step: 50,
      cfg: 7,
      sampler: 'k_lms',
      width: 384,
      height: 384,
      user_name: 'e285b7ef63be99e9',
      timestamp: '2022-08-20T08:35:00+00:00',
      image_nsfw: index % 7 === 0 ? 2 : 0.02,
      prompt_nsfw: index % 11 === 0 ? 0.9 : 0.001,
    };
    return { row_idx: index, row: change(row, index), truncated_cells: truncated };
  };
  const all = drawings.map((_, index) => index);
  const withWords = (words: readonly string[]): readonly number[] =>
    all.filter((index) => words.every((word) => drawings[index]?.concept === word));

  const api = await listen((request, response) => {
    requests.push(request.url ?? '');
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    const route = pathname.slice(1);
    const length = Number(searchParams.get('length') ?? MOST_ROWS);
    const offset = Number(searchParams.get('offset') ?? 0);
    const answer = (status: number, body: object): void => {
      const right = { contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) };
      if (strike(faults, 'search', request, response, right)) return;
      response.writeHead(status, { 'content-type': right.contentType }).end(right.body);
    };
    if (route === 'splits') {
      answer(200, {
        splits: [{ dataset: 'a/b', config: 'photos', split: 'train' }],
        pending: [],
        failed: [],
      });
      return;
    }
    if (route !== 'search' && route !== 'filter' && route !== 'rows') {
      answer(404, { error: 'Not Found' });
      return;
    }
    if (length > MOST_ROWS) {
      answer(422, { error: `Parameter 'length' must not be greater than ${MOST_ROWS}` });
      return;
    }
    const refusal = route === 'rows' ? undefined : refused[route];
    if (refusal !== undefined) {
      answer(REFUSALS[refusal].status, { error: REFUSALS[refusal].error });
      return;
    }
    const filtered = [...(searchParams.get('where') ?? '').matchAll(/ILIKE '%([^%]*)%'/g)].map(
      ([, word = '']) => word,
    );
    const words = route === 'search' ? (searchParams.get('query') ?? '').toLowerCase().split(' ') : filtered;
    const found = route === 'rows' ? all : withWords(words);
    const rows = found
      .slice(offset, offset + length)
      .map((index) => rowOf(drawings[index] ?? never(), index));
    answer(200, {
      features: featuresOf(change({ image: {}, prompt: '' }, 0)),
      rows,
      num_rows_total: found.length,
      num_rows_per_page: MOST_ROWS,
      partial: false,
    });
  });
  return {
    endpoint: api.origin,
    imageHost: new URL(images.origin).host,
    requests,
    rowsOf: (word) => withWords([word]),
    refuse: (search, filter = search) => {
      refused = { search, filter };
    },
    expire: () => {
      signature++;
    },
    setFaults: (next) => {
      faults = next.map((fault) => ({ ...fault }));
    },
    close: async () => {
      await Promise.all([api.close(), images.close()]);
    },
  };
}

function featuresOf(row: Record<string, unknown>): object[] {
  return Object.entries(row).map(([name, value], index) => ({
    feature_idx: index,
    name,
    type: typeof value === 'object' ? { _type: 'Image' } : { dtype: 'string', _type: 'Value' },
  }));
}

function never(): never {
  throw new Error('there is no such row');
}
