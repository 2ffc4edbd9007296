import { fieldsOf, type ImageFields } from './image-fields.ts';
import type { PromptFile } from './schema.ts';

/** What lists, maps and stages need of an image, without its prompt file. */
export interface ImageFacts {
  /** The prompt's text, trimmed; empty where the record has none. */
  readonly prompt: string;
  /** Whether the source marked it as not safe for work. */
  readonly nsfw: boolean;
  /** Whether it is several images in one, side by side. */
  readonly grid: boolean;
  /** Where the image is (`PromptMetadata.image`). */
  readonly image: string;
  /** Lower-case hexadecimal digest of the image's bytes. */
  readonly sha256: string;
  /** What maps are coloured and filtered by. */
  readonly fields: ImageFields;
}

export function factsOf(prompt: PromptFile): ImageFacts {
  const text = prompt['prompt'];
  return {
    prompt: typeof text === 'string' ? text.trim() : '',
    nsfw: isFlagged(prompt['nsfw']),
    grid: isFlagged(prompt['grid']),
    image: prompt.lexiclip.image,
    sha256: prompt.lexiclip.sha256,
    fields: fieldsOf(prompt),
  };
}

/** Clients of the same service disagree about the types of its flags. */
function isFlagged(value: unknown): boolean {
  return value === true || value === 'true' || value === 1;
}
