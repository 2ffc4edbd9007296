import type { JsonObject } from '../../../src/core/collection/json-value.ts';
import { imagePath } from '../../../src/core/collection/paths.ts';
import type { PromptMetadata } from '../../../src/core/collection/schema.ts';

export const FETCHED_AT = '2026-01-02T03:04:05.000Z';

/** Eleven small concepts, and a last one that is nearly as large as all others together. */
const SMALL_CONCEPTS = [
  ...['sea lion', 'lighthouse', 'tea house', 'glass frog', 'night market', 'old tractor'],
  ...['paper boat', 'desert fox', 'clockwork owl', 'mountain hut', 'jellyfish'],
];
const LARGE_CONCEPT = 'watercolour';
/** The share of all images in each small concept. */
const SMALL_SHARE = 0.05;

const SUBJECTS = [
  'a portrait of',
  'a wide shot of',
  'an isometric view of',
  'a sketch of',
  'a macro photo of',
];
const WORDS = [
  ...['cinematic lighting', 'highly detailed', 'by a lake at dawn', 'soft pastel colours', 'volumetric fog'],
  ...[
    'golden hour',
    'trending on artstation',
    'octane render',
    'symmetrical composition',
    '35 mm film grain',
  ],
  ...['in the style of a children’s book', 'muted palette', 'sharp focus', 'ultra wide angle', 'art nouveau'],
  ...['oil on canvas', 'high contrast', 'intricate ornaments', 'dramatic clouds', 'studio photograph'],
];
/** Prompts have 100 to 300 characters. */
const SHORTEST = 100;
const LONGEST = 300;
const NSFW_SHARE = 0.02;
const GRID_SHARE = 0.05;

/** An image of the generated collection, without its vector. */
export interface GeneratedImage {
  readonly id: string;
  readonly concept: string;
  readonly raw: JsonObject;
  readonly mark: PromptMetadata;
}

/** How n images are divided among the concepts. */
export function conceptSizes(n: number): readonly { readonly concept: string; readonly size: number }[] {
  const size = Math.floor(n * SMALL_SHARE);
  const small = SMALL_CONCEPTS.map((concept) => ({ concept, size }));
  return [...small, { concept: LARGE_CONCEPT, size: n - size * small.length }];
}

/** n images in the order of their concepts. */
export function generateImages(n: number, random: () => number): readonly GeneratedImage[] {
  return conceptSizes(n).flatMap(({ concept, size }) =>
    Array.from({ length: size }, () => generateImage(concept, random)),
  );
}

function generateImage(concept: string, random: () => number): GeneratedImage {
  const id = uuid(random);
  return {
    id,
    concept,
    raw: lexicaRecord(id, concept, random),
    mark: {
      concept,
      source: 'lexica',
      image: imagePath(id, 'webp'),
      sha256: hexadecimal(64, random),
      fetchedAt: FETCHED_AT,
    },
  };
}

/** The keys and types of Lexica's records: `seed` is a string of digits. */
function lexicaRecord(id: string, concept: string, random: () => number): JsonObject {
  return {
    id,
    gallery: `https://lexica.art?prompt=${id}`,
    src: `https://image.lexica.art/full_jpg/${id}`,
    srcSmall: `https://image.lexica.art/sm2/${id}`,
    prompt: generatePrompt(concept, random),
    width: 512,
    height: random() < 0.5 ? 512 : 768,
    seed: String(Math.floor(random() * 2 ** 32)),
    grid: random() < GRID_SHARE,
    model: 'stable-diffusion',
    guidance: 7,
    promptid: uuid(random),
    nsfw: random() < NSFW_SHARE,
  };
}

function generatePrompt(concept: string, random: () => number): string {
  const anyOf = (texts: readonly string[]): string => texts[Math.floor(random() * texts.length)] ?? '';
  const length = SHORTEST + random() * (LONGEST - SHORTEST);
  let prompt = `${anyOf(SUBJECTS)} a ${concept}`;
  while (prompt.length < length) prompt += `, ${anyOf(WORDS)}`;
  return prompt.slice(0, LONGEST);
}

/** RFC 9562, version 4. */
function uuid(random: () => number): string {
  const parts = [8, 4, 3, 3, 12].map((digits) => hexadecimal(digits, random));
  return `${parts[0] ?? ''}-${parts[1] ?? ''}-4${parts[2] ?? ''}-a${parts[3] ?? ''}-${parts[4] ?? ''}`;
}

function hexadecimal(digits: number, random: () => number): string {
  let text = '';
  while (text.length < digits)
    text += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return text.slice(0, digits);
}
