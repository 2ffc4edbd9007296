import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { findObject } from '../found-object.ts';
import { textAt, type FoundText } from '../found-text.ts';
import { generationOf, sizeFrom, type Generation } from '../generation.ts';
import { firstOf, lorasIn, saidByNames } from './named-fields.ts';

const PLACES = ['png:parameters', 'exif:UserComment'];
const OWN_FIELDS = ['metadata_scheme', 'adm_guidance', 'base_model', 'full_prompt', 'styles', 'performance'];

/**
 * Fooocus' own scheme (modules/meta_parser.py, `FooocusMetadataParser`), its older labels (`Negative Prompt`, `Base
 * Model`), and RuinedFooocus (`Prompt`, `Negative`): JSON where AUTOMATIC1111 has its text.
 */
export function readFooocus(texts: readonly FoundText[]): Generation | undefined {
  const scheme = textAt(texts, 'png:fooocus_scheme') ?? textAt(texts, 'exif:MakerNote');
  const isMarked = scheme?.trim().toLowerCase() === 'fooocus';
  const found = findObject(
    texts,
    PLACES,
    (object, place) => isFooocus(object) || (isMarked && PLACES.includes(place)),
  );
  if (found === undefined) return undefined;
  const { place, object } = found;
  const said = saidByNames(object);
  return generationOf(isRuined(object) ? 'RuinedFooocus' : 'Fooocus', place, {
    ...said,
    prompt: said.prompt ?? firstText(object['full_prompt']),
    model: said.model ?? firstOf(object, ['Base Model']),
    size: said.size ?? resolutionOf(object),
    loras: lorasOf(object),
  });
}

function isFooocus(object: JsonObject): boolean {
  if (isRuined(object) || /fooocus/i.test(wordOf(object['version']) + wordOf(object['Version']))) return true;
  if (typeof object['prompt'] === 'string' && 'negative_prompt' in object)
    return OWN_FIELDS.some((name) => name in object) && !('app_version' in object);
  return typeof object['Prompt'] === 'string' && 'Base Model' in object && 'Styles' in object;
}

function isRuined(object: JsonObject): boolean {
  return wordOf(object['software']).startsWith('RuinedFooocus');
}

function wordOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.slice(0, 100) : '';
}

function firstText(value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** As Python writes a pair: `(1152, 896)`. */
function resolutionOf(object: JsonObject): string | undefined {
  const text = wordOf(firstOf(object, ['resolution', 'Resolution']));
  const [, width, height] = /^\(?\s{0,9}(\d{1,6})\s{0,9}[,x×]\s{0,9}(\d{1,6})/.exec(text) ?? [];
  return sizeFrom(width, height);
}

/** `loras` as a list, or one field for each, `lora_combined_1: "name : weight"`. */
function lorasOf(object: JsonObject): JsonValue[] | undefined {
  const combined = Object.entries(object)
    .filter(([name]) => /^(?:lora_combined_|LoRA )\d{1,3}$/.test(name))
    .slice(0, 100)
    .map(([, value]) => wordOf(value))
    .map((text) => ({
      name: text.slice(0, text.lastIndexOf(' : ')),
      weight: text.slice(text.lastIndexOf(' : ') + 3),
    }));
  return combined.length > 0 ? combined : lorasIn(object['loras']);
}
