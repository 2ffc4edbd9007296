import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { findObject } from '../found-object.ts';
import { textAt, type FoundText } from '../found-text.ts';
import { asObject, generationOf, type Generation } from '../generation.ts';
import { parseObject } from '../lenient-json.ts';
import { saidByNames } from './named-fields.ts';

const PLACES = ['png:Comment', 'alpha:Comment', 'exif:UserComment'];

/**
 * NovelAI (docs.novelai.net, "Image metadata"; github.com/NovelAI/novelai-image-metadata): `Comment` holds JSON with
 * `uc`, the undesired content, and since late 2022 the `prompt`, which stood in `Description` only before. WebP and the
 * alpha channel hold one JSON object of all these texts.
 */
export function readNovelAi(texts: readonly FoundText[]): Generation | undefined {
  const isSigned = texts.some(({ place, text }) => place.endsWith(':Software') && text.startsWith('NovelAI'));
  const found = findObject(
    texts,
    PLACES,
    (object, place) =>
      isComment(object, isSigned && PLACES.includes(place)) || commentInside(object) !== undefined,
  );
  if (found === undefined) return undefined;
  const { place, object } = found;
  const comment = commentInside(object) ?? object;
  const from = place.slice(0, place.indexOf(':') + 1);
  const outer = (name: string): JsonValue | undefined =>
    comment === object ? textAt(texts, `${from}${name}`) : object[name];
  const said = saidByNames(comment);
  return generationOf('NovelAI', place, {
    ...said,
    prompt: captionOf(comment['v4_prompt']) ?? said.prompt ?? outer('Description'),
    negativePrompt: captionOf(comment['v4_negative_prompt']) ?? said.negativePrompt,
    model: outer('Source'),
    cfg: comment['scale'],
  });
}

function isComment(object: JsonObject, isSigned: boolean): boolean {
  if ('v4_prompt' in object || 'request_type' in object || 'uc' in object) return true;
  return isSigned && 'sampler' in object;
}

/** The comment of an object of all texts. */
function commentInside(object: JsonObject): JsonObject | undefined {
  const inner = object['Comment'];
  const comment = typeof inner === 'string' ? parseObject(inner) : asObject(inner);
  return comment !== undefined && isComment(comment, 'Software' in object) ? comment : undefined;
}

/** V4 has a caption of the whole and one for each character. */
function captionOf(value: JsonValue | undefined): string | undefined {
  const caption = asObject(asObject(value)?.['caption']);
  if (caption === undefined) return undefined;
  const characters = Array.isArray(caption['char_captions']) ? caption['char_captions'].slice(0, 50) : [];
  const all = [caption['base_caption'], ...characters.map((each) => asObject(each)?.['char_caption'])];
  const texts = all.flatMap((text) => (typeof text === 'string' && text.trim() !== '' ? text.trim() : []));
  return texts.length === 0 ? undefined : texts.join('\n');
}
