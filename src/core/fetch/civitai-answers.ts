import * as z from 'zod';
import type { JsonObject, JsonValue } from '../collection/json-value.ts';
import { LONGEST_NAME } from '../collection/schema.ts';
import { conceptKey } from '../concepts.ts';
import { LexiclipError } from '../errors.ts';
import { asObject } from '../metadata/generation.ts';
import { generationKeys } from './generation-keys.ts';
import type { SourceRecord } from './source.ts';

/* What Civitai's public API answers (civitai/civitai, src/server/services/image-search.service.ts: `ShapedImage`). */

/** An item as it came. */
export type CivitaiItem = JsonObject;

export interface ImagesPage {
  readonly items: readonly CivitaiItem[];
  /** The cursor of the next page, if there is one. */
  readonly next: string | undefined;
}

interface Named {
  readonly id: number | undefined;
  readonly name: string;
}

const listSchema = z.looseObject({ items: z.array(z.unknown()), metadata: z.looseObject({}).catch({}) });
const namedSchema = z.looseObject({ id: z.number().optional().catch(undefined), name: z.string() });
const idSchema = z.union([z.number().transform(String), z.string().min(1).max(LONGEST_NAME)]);

/** @throws LexiclipError `no-images-key` */
export function readImages(body: unknown, url: string): ImagesPage {
  const { items, metadata } = readList(body, url);
  const { nextCursor, nextPage } = metadata as JsonObject;
  const isObject = (item: unknown): item is JsonObject => asObject(item as JsonValue) !== undefined;
  return { items: items.filter(isObject), next: cursorOf(nextCursor) ?? cursorIn(nextPage) };
}

/** Tags or models. @throws LexiclipError `no-images-key` */
export function readNamed(body: unknown, url: string): readonly Named[] {
  return readList(body, url).items.flatMap((item) => {
    const named = namedSchema.safeParse(item).data;
    return named === undefined ? [] : [{ id: named.id, name: named.name }];
  });
}

function readList(body: unknown, url: string): z.infer<typeof listSchema> {
  const list = listSchema.safeParse(body);
  if (list.success) return list.data;
  throw new LexiclipError({ kind: 'no-images-key', url, key: 'items', setting: 'lexiclip.civitai.endpoint' });
}

/** The number of a tag among those of the items (`withTags=true`). */
export function tagIn(items: readonly CivitaiItem[], name: string): number | undefined {
  const tags = items.flatMap(({ tags }) => (Array.isArray(tags) ? tags : []));
  const named = tags.flatMap((tag) => namedSchema.safeParse(tag).data ?? []);
  return named.find((tag) => conceptKey(tag.name) === conceptKey(name))?.id;
}

/** Items from before there were videos have no type. */
export function isPicture({ type }: CivitaiItem): boolean {
  return type === undefined || type === null || type === 'image';
}

/** An item as a record: its own keys and values, and beside them what its `meta` means. Undefined without id or address. */
export function civitaiRecord(item: CivitaiItem): SourceRecord | undefined {
  const id = idSchema.safeParse(item['id']).data;
  const { url, username } = item;
  if (id === undefined || typeof url !== 'string' || url === '') return undefined;
  const nsfw = item['nsfw'] === true || isRated(item['nsfw']) || isRated(item['nsfwLevel']);
  const author = typeof username === 'string' && username !== '' ? { author: username } : {};
  return { id, raw: { ...meaningOf(item), ...author, ...item, nsfw }, locations: [url] };
}

/** What was said when the image was made, in the vocabulary of all tools. */
function meaningOf(item: CivitaiItem): JsonObject {
  const given = asObject(item['meta']);
  // Without `flatMeta`, some routes wrap it.
  const meta = asObject(given?.['meta']) ?? given;
  if (meta === undefined) return {};
  return generationKeys({
    prompt: meta['prompt'],
    negativePrompt: meta['negativePrompt'],
    model: meta['Model'] ?? meta['model'],
    sampler: meta['sampler'],
    scheduler: meta['Schedule type'] ?? meta['scheduler'],
    steps: meta['steps'],
    cfg: meta['cfgScale'],
    seed: meta['seed'],
    size: meta['Size'] ?? sizeOf(meta) ?? sizeOf(item),
    loras: lorasIn(meta['resources']),
  });
}

function sizeOf({ width, height }: JsonObject): string | undefined {
  return typeof width === 'number' && typeof height === 'number' ? `${width}x${height}` : undefined;
}

function lorasIn(resources: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(resources) ? resources.filter((one) => asObject(one)?.['type'] === 'lora') : undefined;
}

/**
 * Whether a rating is more than “None”: a word (`None`, `Soft`, `Mature`, `X`), or the bit of a browsing level, whose first
 * is PG (src/shared/constants/browsingLevel.constants.ts).
 */
function isRated(rating: JsonValue | undefined): boolean {
  if (typeof rating === 'number') return rating > 1;
  return typeof rating === 'string' && rating !== '' && rating.toLowerCase() !== 'none';
}

function cursorOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The cursor in the address of a next page; the address itself is not followed: it may lead anywhere. */
function cursorIn(nextPage: JsonValue | undefined): string | undefined {
  const [, cursor] = /[?&]cursor=([^&#]+)/.exec(typeof nextPage === 'string' ? nextPage : '') ?? [];
  try {
    return cursor === undefined ? undefined : decodeURIComponent(cursor.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
