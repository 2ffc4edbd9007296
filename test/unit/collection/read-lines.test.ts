import { describe, expect, it } from 'vitest';
import { readLines } from '../../../src/core/collection/read-lines.ts';
import { PART_BYTES } from '../../../src/core/collection/store.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

async function textsOf(content: Uint8Array | string): Promise<string[]> {
  const store = new MemoryStore();
  await store.write('file', content);
  const texts: string[] = [];
  expect(await readLines(store, 'file', (lines) => void texts.push(lines))).toBe(true);
  return texts;
}

/** Characters of one to four bytes, so that a part may end within any. */
const LINE = 'aé“𝒳”\n';

describe('the lines of a file', () => {
  it('come as they are, whole, some at a time', async () => {
    const content = LINE.repeat(50_000);
    const texts = await textsOf(content);
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.join('')).toBe(content);
    for (const text of texts) {
      expect(text.endsWith('\n')).toBe(true);
      expect(text.length).toBeLessThanOrEqual(PART_BYTES + LINE.length);
    }
  });

  it.each([
    ['nothing', ''],
    ['a last line without an end', 'a\nb'],
    ['an empty line', '\n'],
    ['a line that is longer than a part', `a\n${'“'.repeat(PART_BYTES)}\nb\n`],
    ['one long line', '“'.repeat(PART_BYTES)],
  ])('are those of a file with %s', async (_, content) => {
    const texts = await textsOf(content);
    expect(texts.join('')).toBe(content);
    expect(texts.slice(0, -1).every((text) => text.endsWith('\n'))).toBe(true);
  });

  it('of bytes that are no text are none that fail', async () => {
    expect(await textsOf(Uint8Array.of(0xff, 0x0a, 0xc3))).toEqual(['\ufffd\n', '\ufffd']);
  });

  it('are none of a file that is not there', async () => {
    expect(await readLines(new MemoryStore(), 'file', () => expect.fail())).toBe(false);
  });
});
