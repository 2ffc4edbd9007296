import path from 'node:path';
import { drawingsIn, readDrawing, type Drawing } from './lexica-drawings.ts';
import { strike, type Fault } from './lexica-faults.ts';
import { listen } from './listen.ts';

const sample = path.resolve(import.meta.dirname, '../../media/sample');

/** Civitai's public API in its recorded shape, on this machine: each concept of the sample is a tag, and one model's. */
export interface CivitaiServer {
  readonly endpoint: string;
  readonly imageHost: string;
  /** Everything that was asked, in order: paths with their queries. */
  readonly requests: readonly string[];
  /** The ids of a tag's pictures, in the order served. */
  idsOf(tag: string): readonly string[];
  /** How many videos stand among the first so many items of a tag. */
  videosAmong(tag: string, count: number): number;
  setFaults(faults: readonly Fault[]): void;
  close(): Promise<void>;
}

export async function startCivitaiServer(): Promise<CivitaiServer> {
  const drawings = await drawingsIn(sample);
  const tags = [...new Set(drawings.map(({ concept }) => concept))];
  const requests: string[] = [];
  let faults: Fault[] = [];

  const images = await listen(async (request, response) => {
    requests.push(request.url ?? '');
    const drawing = drawings[Number(/(\d+)\.jpeg$/.exec(request.url ?? '')?.[1])];
    if (drawing === undefined) {
      response.writeHead(404).end();
      return;
    }
    const right = await readDrawing(drawing);
    if (!strike(faults, 'image', request, response, right))
      response.writeHead(200, { 'content-type': right.contentType }).end(right.body);
  });

  const itemOf = (drawing: Drawing, index: number, query: URLSearchParams): object => ({
    id: 70_000_000 + index,
    url: `${images.origin}/xG1nkqKTMzGDvpLrqFT7WA/original=true/${index}.jpeg`,
    hash: 'UABC',
    width: 832,
    height: 1216,
    nsfwLevel: index % 9 === 0 ? 'Soft' : 'None',
    nsfw: index % 9 === 0,
    browsingLevel: index % 9 === 0 ? 2 : 1,
    type: isVideo(index) ? 'video' : 'image',
    createdAt: '2025-03-01T12:00:00.000Z',
    postId: 1,
    stats: { cryCount: 0, laughCount: 0, likeCount: 1, dislikeCount: 0, heartCount: 0, commentCount: 0 },
    meta: query.get('withMeta') === 'true' ? metaOf(drawing, index) : null,
    username: `painter${index % 3}`,
    baseModel: 'SDXL 1.0',
    modelVersionIds: [1],
    tags:
      query.get('withTags') === 'true'
        ? [{ id: 5000 + tags.indexOf(drawing.concept), name: drawing.concept }]
        : undefined,
  });

  const api = await listen((request, response) => {
    requests.push(request.url ?? '');
    const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://127.0.0.1');
    const answer = (body: object, status = 200): void => {
      const right = { contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) };
      if (strike(faults, 'search', request, response, right)) return;
      response.writeHead(status, { 'content-type': right.contentType }).end(right.body);
    };
    const numbers = tags.map((name, index) => ({ id: 900 + index, name }));
    switch (pathname) {
      case '/api/v1/tags': {
        // Without numbers, as the service lists them.
        answer({
          items: tags
            .filter((name) => name.includes(query.get('query') ?? ''))
            .map((name) => ({ name, link: `https://civitai.example/api/v1/models?tag=${name}` })),
          metadata: {},
        });
        return;
      }
      case '/api/v1/models': {
        const wanted = query.get('tag') ?? query.get('query')?.replace(/ model$/, '');
        const found = numbers.filter(({ name }) => name === wanted);
        answer({ items: found.map(({ id, name }) => ({ id, name: `${name} model` })), metadata: {} });
        return;
      }
      case '/api/v1/images': {
        const ids = query.get('tags');
        if (ids !== null && !/^\d+(,\d+)*$/.test(ids)) {
          answer({ error: 'Invalid tags' }, 400);
          return;
        }
        const tag = ids === null ? undefined : tags[Number(ids) - 5000];
        const modelId = query.get('modelId');
        const of = modelId === null ? tag : tags[Number(modelId) - 900];
        const user = query.get('username');
        const found = drawings
          .map((drawing, index) => ({ drawing, index }))
          .filter(
            ({ drawing, index }) =>
              (of === undefined || drawing.concept === of) &&
              (user === null || `painter${index % 3}` === user),
          );
        const offset = Number(query.get('cursor')?.split('|')[0] ?? 0);
        const end = offset + Number(query.get('limit') ?? 100);
        const next =
          end < found.length ? { nextCursor: `${end}|1`, nextPage: `${api.origin}/?cursor=${end}%7C1` } : {};
        const items = found.slice(offset, end).map(({ drawing, index }) => itemOf(drawing, index, query));
        answer({ items, metadata: next });
        return;
      }
      default: {
        answer({ error: 'Not found' }, 404);
        return;
      }
    }
  });

  const indicesOf = (tag: string): number[] =>
    drawings.flatMap(({ concept }, index) => (concept === tag ? [index] : []));
  return {
    endpoint: api.origin,
    imageHost: new URL(images.origin).host,
    requests,
    idsOf: (tag) =>
      indicesOf(tag)
        .filter((index) => !isVideo(index))
        .map((index) => String(70_000_000 + index)),
    videosAmong: (tag, count) => indicesOf(tag).slice(0, count).filter(isVideo).length,
    setFaults: (next) => {
      faults = next.map((fault) => ({ ...fault }));
    },
    close: async () => {
      await Promise.all([api.close(), images.close()]);
    },
  };
}

function isVideo(index: number): boolean {
  return index % 5 === 2;
}

/** Some authors say nothing. */
function metaOf({ concept }: Drawing, index: number): object | null {
  if (index % 5 === 3) return null;
  if (index % 5 === 4) return {};
  return {
    prompt: `masterpiece, a ${concept}`,
    negativePrompt: 'blurry',
    seed: 123_456_789 + index,
    steps: 30,
    sampler: 'DPM++ 2M Karras',
    cfgScale: 7,
    Model: 'juggernautXL',
    Size: '832x1216',
    resources: [
      { name: 'detail', type: 'lora', weight: 0.5 },
      { name: 'juggernautXL', type: 'model' },
    ],
  };
}
