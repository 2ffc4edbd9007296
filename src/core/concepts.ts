import { conceptKey } from './collection/paths.ts';

/**
 * Concepts as typed, separated by commas or line breaks: blanks are trimmed and collapsed, empty ones dropped,
 * and of two that differ only in case the first is kept.
 */
export function parseConcepts(text: string): string[] {
  const concepts = new Map<string, string>();
  for (const part of text.split(/[,\n]/)) {
    const concept = part.trim().replace(/\s+/g, ' ');
    if (concept !== '' && !concepts.has(conceptKey(concept))) concepts.set(conceptKey(concept), concept);
  }
  return [...concepts.values()];
}

/** The twelve that the article explored with which this tool began; the built-in sample has drawings of them. */
export const EXAMPLE_CONCEPTS: readonly string[] = [
  ...['cat', 'dog', 'dinosaur', 'elephant', 'lion', 'mouse'],
  ...['apple', 'banana', 'tomato', 'potato', 'pear', 'watermelon'],
];
