import { conceptKey } from '../concepts.ts';
import { isAbout, LexiclipError } from '../errors.ts';
import {
  civitaiRecord,
  isPicture,
  readImages,
  readNamed,
  tagIn,
  type CivitaiItem,
  type ImagesPage,
} from './civitai-answers.ts';
import { queryString } from './query-string.ts';
import { Service, type ServiceOptions } from './service.ts';
import type { ImageSource, RequestTask, SourceRecord } from './source.ts';

/** Civitai's public API (https://developer.civitai.com); the images are at addresses that it names. */
export const CIVITAI_ENDPOINT = 'https://civitai.com';

/** What one page has at most (civitai/civitai, src/pages/api/v1/images/index.ts). */
const ITEMS_PER_PAGE = 200;
/** Far more than a thousand images take. */
const MOST_PAGES = 50;
/** Models with a tag whose images are looked at for the tag's number. */
const MODELS_ASKED = 3;

type Parameters = Readonly<Record<string, string>>;

/** Images of Civitai by tag (`cat`), model (`model:<number or name>`) or user (`user:<name>`). Made anew for each run. */
export function civitaiSource(options: ServiceOptions): ImageSource {
  const service = new Service(options);
  const ask = <T>(
    path: string,
    parameters: Parameters,
    read: (body: unknown, url: string) => T,
    task: RequestTask,
  ): Promise<T> => service.json(`${options.endpoint}/api/v1/${path}?${queryString(parameters)}`, read, task);

  /** With what was said when they were made, always in the same shape. */
  const images = (parameters: Parameters, task: RequestTask): Promise<ImagesPage> =>
    ask('images', { ...parameters, withMeta: 'true', flatMeta: 'true' }, readImages, task);

  /** Page after page until there are enough images, or no more. */
  async function collect(of: Parameters, count: number, task: RequestTask): Promise<readonly SourceRecord[]> {
    const records = new Map<string, SourceRecord>();
    let [videos, cursor] = [0, ''];
    const seen = new Set<string>();
    for (let page = 0; page < MOST_PAGES && records.size < count && !seen.has(cursor); page++) {
      task.signal.throwIfAborted();
      seen.add(cursor);
      const limit = String(Math.min(ITEMS_PER_PAGE, count - records.size));
      const { items, next } = await images({ ...of, limit, ...(cursor === '' ? {} : { cursor }) }, task);
      videos += items.filter((item) => !isPicture(item)).length;
      for (const record of recordsOf(items)) records.set(record.id, record);
      if (next === undefined) break;
      cursor = next;
    }
    if (videos > 0) task.onLeftOut?.(videos === 1 ? 'video' : 'videos', videos);
    return [...records.values()];
  }

  /** The API lists tags without the numbers that it finds images by: images that have the tag tell its number. */
  async function findTag(
    name: string,
    task: RequestTask,
  ): Promise<{ id?: number; found: readonly SourceRecord[] }> {
    const id = (await known(ask('tags', { query: name, limit: '20' }, readNamed, task))).find(
      isNamed(name),
    )?.id;
    if (id !== undefined) return { id, found: [] };
    const models = await known(ask('models', { tag: name, limit: String(MODELS_ASKED) }, readNamed, task));
    const others = models
      .slice(0, MODELS_ASKED)
      .flatMap((model) => (model.id === undefined ? [] : [model.id]));
    const found: SourceRecord[] = [];
    for (const modelId of [...others, undefined]) {
      const of: Parameters = modelId === undefined ? {} : { modelId: String(modelId) };
      const { items } = await images({ ...of, limit: String(ITEMS_PER_PAGE), withTags: 'true' }, task);
      const tag = tagIn(items, name);
      if (tag !== undefined) return { id: tag, found: [] };
      if (modelId !== undefined) found.push(...recordsOf(items));
    }
    return { found };
  }

  async function findModel(name: string, task: RequestTask): Promise<number | undefined> {
    const models = await ask('models', { query: name, limit: '20' }, readNamed, task);
    return (models.find(isNamed(name)) ?? models[0])?.id;
  }

  return {
    id: 'civitai',
    keepsAnswers: true,
    isPaged: true,
    async search(query, count, task) {
      const [, kind = 'tag', value = query] = /^\s*(tag|model|user)\s*:\s*(\S.*)$/i.exec(query) ?? [];
      const name = value.trim();
      const isNumber = /^\d{1,15}$/.test(name);
      switch (kind.toLowerCase()) {
        case 'user':
          return collect({ username: name }, count, task);
        case 'model': {
          const id = isNumber ? Number(name) : await findModel(name, task);
          return id === undefined ? [] : collect({ modelId: String(id) }, count, task);
        }
        default: {
          const isId = isNumber && query.includes(':');
          const { id, found } = isId ? { id: Number(name), found: [] } : await findTag(name, task);
          return id === undefined ? found.slice(0, count) : collect({ tags: String(id) }, count, task);
        }
      }
    },
    image: (location, task) => service.image(location, task),
  };
}

function recordsOf(items: readonly CivitaiItem[]): readonly SourceRecord[] {
  return items.filter(isPicture).flatMap((item) => civitaiRecord(item) ?? []);
}

function isNamed(name: string): (one: { readonly name: string }) => boolean {
  return (one) => conceptKey(one.name) === conceptKey(name);
}

/** What a list says, or nothing where the service has no such list. */
async function known<T>(list: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await list;
  } catch (error) {
    const isUnknown =
      error instanceof LexiclipError &&
      error.failure.kind === 'http-status' &&
      [400, 404].includes(error.failure.status);
    if (isUnknown || isAbout(error, 'no-images-key')) return [];
    throw error;
  }
}
