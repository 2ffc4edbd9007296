/** Enough to tell by. */
const SAMPLE = 4096;

/** Unicode blocks by what prompts are made of: [first, last, weight]. What is in none of them is hardly text. */
const BLOCKS: readonly (readonly [number, number, number])[] = [
  [0x09, 0x0a, 1],
  [0x0d, 0x0d, 1],
  [0x20, 0x7e, 1],
  // Letters of Latin, Greek, Cyrillic, Hebrew and Arabic script.
  [0xa0, 0x17f, 0.9],
  [0x370, 0x6ff, 0.9],
  // Scripts of India and Southeast Asia, Vietnamese.
  [0x900, 0xdff, 0.6],
  [0xe00, 0xe7f, 0.8],
  [0x1e00, 0x1eff, 0.7],
  // Punctuation, signs, arrows, and what joins emoji.
  [0x200b, 0x2027, 0.9],
  [0x20a0, 0x21ff, 0.5],
  [0x2500, 0x27bf, 0.5],
  [0xfe0f, 0xfe0f, 0.5],
  // Japanese, Chinese and Korean.
  [0x3000, 0x30ff, 0.9],
  [0x4e00, 0x9fff, 0.8],
  [0xac00, 0xd7a3, 0.7],
  [0xff00, 0xffef, 0.9],
  [0x20000, 0x2ffff, 0.3],
  [0x1f000, 0x1faff, 0.9],
];

/** How much a text looks like one that somebody wrote, per character: from -1 to 1. */
export function plausibility(text: string): number {
  let sum = 0;
  let characters = 0;
  let end = Math.min(text.length, SAMPLE);
  while (text[end - 1] === '\0') end--;
  for (const character of text.slice(0, end)) {
    characters++;
    sum += weightOf(character.codePointAt(0) ?? 0);
  }
  return characters === 0 ? -1 : sum / characters;
}

function weightOf(codePoint: number): number {
  return BLOCKS.find(([first, last]) => codePoint >= first && codePoint <= last)?.[2] ?? -1;
}
