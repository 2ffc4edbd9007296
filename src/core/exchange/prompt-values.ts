import { fieldsOf, type ImageFields } from '../collection/image-fields.ts';
import type { PromptFile } from '../collection/schema.ts';

/** What of a prompt file stands in columns of its own. */
export interface PromptValues {
  readonly negativePrompt: string | undefined;
  readonly fields: ImageFields;
  /** Exact, also where a number could not hold it; undefined where 64 bits cannot. */
  readonly seed: bigint | undefined;
  readonly tags: readonly string[];
  readonly rating: number | undefined;
}

const SEED_LIMIT = 2n ** 63n;

export function promptValues(file: PromptFile): PromptValues {
  const { negativePrompt, lexiclip } = file;
  const tags = lexiclip.tags;
  const rating = lexiclip.rating;
  return {
    negativePrompt: typeof negativePrompt === 'string' ? negativePrompt : undefined,
    fields: fieldsOf(file),
    seed: seedOf(file['seed']),
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    rating: typeof rating === 'number' && Number.isInteger(rating) ? rating : undefined,
  };
}

/** Seeds that a number cannot hold are texts (docs/metadata.md). */
function seedOf(value: unknown): bigint | undefined {
  const isWhole =
    typeof value === 'number' ? Number.isSafeInteger(value) : /^-?\d{1,19}$/.test(String(value));
  if (!isWhole || (typeof value !== 'number' && typeof value !== 'string')) return undefined;
  const seed = BigInt(value);
  return seed >= -SEED_LIMIT && seed < SEED_LIMIT ? seed : undefined;
}
