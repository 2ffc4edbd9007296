import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { imageTable } from '../../../src/core/exchange/image-table.ts';
import { exportSource } from '../../../src/core/exchange/source.ts';
import { textIn, type ExportRow } from '../../../src/core/exchange/table.ts';
import { encodeCsv, encodeJsonLines, encodeJsonTable } from '../../../src/core/exchange/text-formats.ts';
import type { LongTask } from '../../../src/core/signal.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, projection } from '../../fakes/collections.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const task: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };
const visible = { nsfw: false, grids: true };

async function example(): Promise<Collection> {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b', 'c'], {
    a: {
      prompt: '=HYPERLINK("http://x"),\n"two"',
      negativePrompt: '-ugly',
      seed: '18446744073709551',
      steps: -3,
    },
    b: { nsfw: true },
    c: { createdAt: '2026-01-02T03:04:05.000Z', seed: 9007199254740993 },
  });
  await collection.writeProjection(projection('umap', ['a', 'b', 'c']));
  await collection.writeProjection({ ...projection('pca', ['c']), name: 'Ünsafe "name"' });
  return collection;
}

async function table(ids?: readonly string[]): Promise<ReturnType<typeof imageTable>> {
  const collection = await example();
  return imageTable(await exportSource({ ids, visible }, true, { collection, vectors: 'model', sha256 }));
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

describe('images as a table', () => {
  it('has what is seen, or exactly the images that are named, in their order', async () => {
    const ids = async (given?: readonly string[]): Promise<unknown[]> => {
      const found: ExportRow[] = [];
      for await (const rows of (await table(given)).rows(task)) found.push(...rows);
      return found.map(({ id }) => id);
    };
    expect(await ids()).toEqual(['a', 'c']);
    expect(await ids(['c', 'b', 'c', 'gone'])).toEqual(['c', 'b']);
    await expect(ids(['gone'])).rejects.toMatchObject({ failure: { kind: 'bad-argument' } });
  });

  it('calls the main map as Embedding Atlas does, and each by a plain name, once', async () => {
    const { columns } = await table();
    const names = columns.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['projection_x', 'projection_y', 'umap_x', 'unsafe_name_y']),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  });

  it('is CSV that is read back, in which no text is a formula and numbers stay numbers', async () => {
    const text = await textOf(encodeCsv(await table(), task));
    expect(text).toMatch(/\r\n$/);
    const [a, c] = parseCsv<Record<string, string>>(text, { columns: true });
    expect(a?.['prompt']).toBe(`'=HYPERLINK("http://x"),\n"two"`);
    expect(a?.['negative_prompt']).toBe(`'-ugly`);
    expect(a?.['steps']).toBe('-3');
    expect(a?.['seed']).toBe('18446744073709551');
    expect(c?.['date']).toBe('2026-01-02T03:04:05.000Z');
    expect([c?.['projection_x'], c?.['projection_y']]).toEqual(['2', '-2']);
  });

  it('is JSON and JSON Lines without what is not known', async () => {
    const rows = JSON.parse(await textOf(encodeJsonTable(await table(), task))) as Record<string, unknown>[];
    expect(rows[0]).toMatchObject({ id: 'a', concepts: ['cat'], seed: '18446744073709551', nsfw: false });
    expect(rows[0]).not.toHaveProperty('date');
    const lines = await textOf(
      encodeJsonLines(await table(), task, (row) =>
        textIn(row, 'id') === 'a' ? undefined : `images/${textIn(row, 'id')}.webp`,
      ),
    );
    expect(lines.trim().split('\n')).toHaveLength(1);
    expect(Object.entries(JSON.parse(lines) as object)[0]).toEqual(['file_name', 'images/c.webp']);
  });

  it('stops where it is cancelled', async () => {
    const controller = new AbortController();
    const cancelled = { ...task, signal: controller.signal };
    controller.abort();
    await expect(textOf(encodeCsv(await table(), cancelled))).rejects.toMatchObject({ name: 'AbortError' });
  });
});
