import { fieldsOf, type ImageFields } from './image-fields.ts';
import type { PromptFile } from './schema.ts';

/** What lists, maps and stages need of an image, without its prompt file. */
export interface ImageFacts {
  /** The prompt's text, trimmed; empty where the record has none. */
  readonly prompt: string;
  /** What the image was made to be without; the same. */
  readonly negativePrompt: string;
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
  return {
    prompt: textIn(prompt['prompt']),
    negativePrompt: shared(textIn(prompt['negativePrompt'])),
    nsfw: isFlagged(prompt['nsfw']),
    grid: isFlagged(prompt['grid']),
    image: prompt.lexiclip.image,
    sha256: prompt.lexiclip.sha256,
    fields: fieldsOf(prompt),
  };
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** Texts of which a collection has few, and each many times; characters of one. */
const MOST_SHARED = 2000;
const LONGEST_SHARED = 5000;
const known = new Map<string, string>();

/** The same text in memory once, however many images have it: most negative prompts are those of hundreds. */
export function shared(text: string): string {
  if (text.length > LONGEST_SHARED) return text;
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= MOST_SHARED) known.clear();
  known.set(text, text);
  return text;
}

/** Clients of the same service disagree about the types of its flags. */
function isFlagged(value: unknown): boolean {
  return value === true || value === 'true' || value === 1;
}
