import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { textAt, type FoundText } from '../found-text.ts';
import { asObject, generationOf, pixels, type Generation } from '../generation.ts';
import { objectsIn } from '../json-texts.ts';
import { parseObject } from '../lenient-json.ts';

interface Found {
  readonly place: string;
  readonly comment: JsonObject;
  readonly description: JsonValue | undefined;
  readonly source: JsonValue | undefined;
}

/**
 * NovelAI: `Comment` is JSON with `uc`, the undesired content. Its prompt stands in `Description`, since 2023 in
 * `Comment` as well, and since version 4 in parts, one for each character. Its WebP files and the hidden text have
 * all of it in one object.
 */
export function readNovelAi(texts: readonly FoundText[]): Generation | undefined {
  const found = [...inTexts(texts), ...inObjects(texts)].find(({ comment }) => isNovelAi(comment));
  if (found === undefined) return undefined;
  const { place, comment, description, source } = found;
  return generationOf('NovelAI', place, {
    prompt: parts(comment['v4_prompt']) ?? comment['prompt'] ?? description,
    negativePrompt: parts(comment['v4_negative_prompt']) ?? comment['uc'],
    model: source,
    sampler: comment['sampler'],
    scheduler: comment['noise_schedule'],
    steps: comment['steps'],
    cfg: comment['scale'],
    seed: comment['seed'],
    size: pixels(comment['width'], comment['height']),
    parameters: comment,
  });
}

/** `sampler` alone is others' too; they have no `scale` beside it. */
function isNovelAi(comment: JsonObject): boolean {
  return 'uc' in comment || 'v4_prompt' in comment || ('sampler' in comment && 'scale' in comment);
}

function inTexts(texts: readonly FoundText[]): readonly Found[] {
  return ['png:', 'alpha:'].flatMap((kind) => {
    const comment = parseObject(textAt(texts, `${kind}Comment`));
    const description = textAt(texts, `${kind}Description`);
    return comment === undefined
      ? []
      : [{ place: `${kind}Comment`, comment, description, source: textAt(texts, `${kind}Source`) }];
  });
}

function inObjects(texts: readonly FoundText[]): readonly Found[] {
  return objectsIn(texts).flatMap(({ place, object }) => {
    const said = object['Comment'];
    const comment = typeof said === 'string' ? parseObject(said) : asObject(said);
    const { Description: description, Source: source } = object;
    return comment === undefined ? [] : [{ place, comment, description, source }];
  });
}

/** The whole and each character, a line each; undefined where there are no characters: the prompt says it then. */
function parts(prompt: JsonValue | undefined): string | undefined {
  const caption = asObject(asObject(prompt)?.['caption']);
  const characters = caption?.['char_captions'];
  if (caption === undefined || !Array.isArray(characters)) return undefined;
  const texts = [caption['base_caption'], ...characters.map((each) => asObject(each)?.['char_caption'])];
  const lines = texts.filter((text) => typeof text === 'string').filter((text) => text.trim() !== '');
  return lines.length === 0 ? undefined : lines.join('\n');
}
