/** A server's own words may not become longer than this in a message. */
const MOST_CHARACTERS = 300;

/**
 * What a server says, to be quoted in a message: on one line, of some length, without characters that are not
 * seen or that turn the direction of writing, and without links, which VS Code's notifications would offer.
 */
export function quoteForeign(text: string): string {
  return text
    .slice(0, 4 * MOST_CHARACTERS)
    .replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}\s]+/gu, ' ')
    .replaceAll('](', '] (')
    .trim()
    .slice(0, MOST_CHARACTERS);
}
