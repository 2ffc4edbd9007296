/** Characters of a concept's name: a sentence has less. */
export const LONGEST_CONCEPT = 1000;

/**
 * Concepts as typed, separated by commas or line breaks: blanks are trimmed and collapsed, empty ones dropped,
 * and of two whose names differ only in case the first is kept.
 */
export function parseConcepts(text: string): string[] {
  return uniqueConcepts(text.split(/[,\n]/));
}

/** The same for concepts that come one by one; a comma in one is its own. */
export function uniqueConcepts(parts: readonly string[]): string[] {
  const concepts = new Map<string, string>();
  for (const part of parts) {
    const concept = trimmedName(part);
    const key = conceptKey(conceptQueries(concept).name);
    if (key !== '' && !concepts.has(key)) concepts.set(key, concept);
  }
  return [...concepts.values()];
}

/** A name as it was typed, without blanks around it and with single ones in it. */
export function trimmedName(name: string): string {
  return name.trim().replace(/\s+/g, ' ');
}

/** A concept as it is compared: two spellings with the same key are one concept. */
export function conceptKey(concept: string): string {
  return trimmedName(concept.normalize('NFC')).toLowerCase();
}

/**
 * The names that words mean, of those that a source has: letter by letter, else in any case and with any blanks. A word
 * that means none stays.
 */
export function namesMeant(words: readonly string[], names: readonly string[]): string[] {
  const meant = (word: string): string[] => {
    if (names.includes(word)) return [word];
    return names.filter((name) => conceptKey(name) === conceptKey(word));
  };
  const parts = words.flatMap((word) => (meant(word).length > 0 ? [word] : parseConcepts(word)));
  return [...new Set(parts.flatMap((part) => (meant(part).length > 0 ? meant(part) : [part])))];
}

/** A concept's name, and the queries that find its images: the first, then others that say the same in other words. */
export interface ConceptQueries {
  readonly name: string;
  readonly queries: readonly string[];
}

/**
 * What a concept asks for: `cat` itself; `cat | kitten | tabby` several phrasings, whose images all count as cats;
 * `pets = cat | dog` under a name of its own.
 */
export function conceptQueries(concept: string): ConceptQueries {
  const [, own, phrasings = concept] = /^(.*\S) = (\S.*)$/.exec(concept.trim()) ?? [];
  const queries = phrasings.split('|').flatMap((query) => query.trim() || []);
  return { name: own ?? queries[0] ?? '', queries };
}

/** The twelve that the article explored with which this tool began; the built-in sample has drawings of them. */
export const EXAMPLE_CONCEPTS: readonly string[] = [
  ...['cat', 'dog', 'dinosaur', 'elephant', 'lion', 'mouse'],
  ...['apple', 'banana', 'tomato', 'potato', 'pear', 'watermelon'],
];
