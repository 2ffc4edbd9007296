import type { JsonObject, JsonValue } from '../collection/json-value.ts';
import type { FoundText } from './found-text.ts';

/** A network that was mixed into the model. As a type, for a JSON value can be one. */
export type Lora = Record<'name', string> & Partial<Record<'weight', number>>;

/** How an image was generated, as the tool that made it says, in one vocabulary for all tools. */
export interface Generation {
  readonly tool: string;
  /** The place of the text that says so; of several, the one that holds the prompt. */
  readonly place: string;
  readonly prompt?: string;
  readonly negativePrompt?: string;
  readonly model?: string;
  readonly sampler?: string;
  readonly scheduler?: string;
  readonly steps?: number;
  readonly cfg?: number;
  /** As a text where it is too large for a number. */
  readonly seed?: number | string;
  /** `<width>x<height>`, in pixels. */
  readonly size?: string;
  readonly loras?: Lora[];
  /** Everything that it says, under its own names, unchanged. */
  readonly parameters?: JsonObject;
}

/** What a reader found, before it is checked: values of any kind. */
export type Said = Readonly<
  Partial<Record<Exclude<keyof Generation, 'tool' | 'place'>, JsonValue | undefined>>
>;

/** Reads the texts of one image; undefined where none is of its kind. Never throws, whatever the texts are. */
export type GenerationReader = (texts: readonly FoundText[]) => Generation | undefined;

/** What of it has a meaning, under the vocabulary's names; undefined where nothing does. */
export function generationOf(tool: string, place: string, said: Said): Generation | undefined {
  const fields = {
    prompt: textOf(said.prompt),
    negativePrompt: textOf(said.negativePrompt),
    model: textOf(said.model),
    sampler: textOf(said.sampler),
    scheduler: textOf(said.scheduler),
    steps: numberOf(said.steps),
    cfg: numberOf(said.cfg),
    seed: seedOf(said.seed),
    size: sizeOf(said.size),
    loras: lorasOf(said.loras),
    parameters: parametersOf(said.parameters),
  };
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return Object.keys(known).length === 0 ? undefined : { tool, place, ...known };
}

function textOf(value: JsonValue | undefined): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

function numberOf(value: JsonValue | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function seedOf(value: JsonValue | undefined): number | string | undefined {
  const number = numberOf(value);
  if (number === undefined) return undefined;
  return Number.isSafeInteger(number) || typeof value !== 'string' ? number : value.trim();
}

function sizeOf(value: JsonValue | undefined): string | undefined {
  const [, width, height] = /^\s*(\d{1,6})\s*[x×*]\s*(\d{1,6})\s*$/i.exec(textOf(value) ?? '') ?? [];
  return width === undefined || height === undefined ? undefined : `${Number(width)}x${Number(height)}`;
}

function lorasOf(value: JsonValue | undefined): Lora[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const loras = value.flatMap((item) => {
    const said = asObject(item);
    const name = textOf(said?.['name']);
    const weight = numberOf(said?.['weight']);
    return name === undefined ? [] : [{ name, ...(weight === undefined ? {} : { weight }) }];
  });
  return loras.length === 0 ? undefined : loras;
}

function parametersOf(value: JsonValue | undefined): JsonObject | undefined {
  const object = asObject(value);
  return object === undefined || Object.keys(object).length === 0 ? undefined : object;
}

export function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

/** Two numbers as a size; undefined where one is missing. */
export function sizeFrom(width: JsonValue | undefined, height: JsonValue | undefined): string | undefined {
  const [across, down] = [numberOf(width), numberOf(height)];
  return across === undefined || down === undefined ? undefined : `${across}x${down}`;
}
