import * as l10n from '@vscode/l10n';
import { LONGEST_TAG } from './schema.ts';

/** Tags as they are stored: trimmed, with single blanks, in Unicode NFC, each once, sorted by code unit; no empty ones. */
export function sortedTags(tags: readonly string[]): readonly string[] {
  return [...new Set(tags.map(normalTag))].filter((tag) => tag !== '').sort();
}

/**
 * Why something cannot be a tag, as the end of a sentence about it; undefined where it can. Commas part tags where they
 * are typed, and a minus before one removes it, so that neither is in one.
 */
export function tagProblem(given: string): string | undefined {
  const tag = normalTag(given);
  if (tag === '') return l10n.t('is no tag');
  if (tag.length > LONGEST_TAG) return l10n.t('is longer than {0} characters', LONGEST_TAG);
  if (tag.includes(',')) return l10n.t('has a comma, which separates tags');
  if (tag.startsWith('-')) return l10n.t('begins with “-”, which removes a tag');
  return undefined;
}

export function normalTag(tag: string): string {
  return tag.normalize('NFC').trim().replace(/\s+/g, ' ');
}
