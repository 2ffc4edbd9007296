import { LONGEST_TAG } from './schema.ts';

/** Tags as they are stored: trimmed, with single blanks, in Unicode NFC, each once, sorted by code unit; no empty ones. */
export function sortedTags(tags: readonly string[]): readonly string[] {
  return [...new Set(tags.map(normalTag))].filter((tag) => tag !== '').sort();
}

/** Commas part tags where they are typed, and a minus before one removes it, so that neither is in one. */
export function tagProblem(given: string): string | undefined {
  const tag = normalTag(given);
  if (tag === '') return 'is no tag';
  if (tag.length > LONGEST_TAG) return `is longer than ${LONGEST_TAG} characters`;
  if (tag.includes(',')) return 'has a comma, which separates tags';
  if (tag.startsWith('-')) return 'begins with “-”, which removes a tag';
  return undefined;
}

export function normalTag(tag: string): string {
  return tag.normalize('NFC').trim().replace(/\s+/g, ' ');
}
