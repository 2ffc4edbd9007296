import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { encodeJson } from '../../../src/core/collection/json.ts';
import { parsingHere } from '../../../src/core/collection/parsed-files.ts';
import { ParsingThread } from '../../../src/node/collection/parsing-thread.ts';
import { projection } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const entry = resolve(import.meta.dirname, '../../../dist/workers/parsing.js');
const ids = Array.from({ length: 5000 }, (_, at) => `image ${String(at)}`);
const text = encodeJson(projection('umap', ids));

const path = 'projections/umap.json';

async function storeOf(content: string): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.write(path, content);
  return store;
}

it('parses a large file as it is parsed here', async () => {
  const store = await storeOf(text);
  const aside = await new ParsingThread(entry, store).readParsed('map', path);
  expect(aside).toEqual(await parsingHere(store)('map', path));
  expect(aside?.ids).toHaveLength(5000);
  expect(aside?.layout).toBeInstanceOf(Float64Array);
});

it('refuses what is damaged with the same words', async () => {
  const store = await storeOf(text.replace('"x": 0,', '"x": "far",'));
  const failure = await failureOf(new ParsingThread(entry, store).readParsed('map', path));
  expect(failure).toEqual(await failureOf(parsingHere(store)('map', path)));
  expect(failure).toMatchObject({ kind: 'corrupt-file', path });
});

it('starts no thread for a small file or none, and names the file where the thread fails', async () => {
  const nowhere = '/nowhere/parsing.js';
  const small = new ParsingThread(nowhere, await storeOf(encodeJson(projection('umap', ['a']))));
  expect((await small.readParsed('map', path))?.ids).toEqual(['a']);
  expect(await small.readParsed('map', 'projections/other.json')).toBeUndefined();
  const large = new ParsingThread(nowhere, await storeOf(text));
  expect(await failureOf(large.readParsed('map', path))).toMatchObject({ kind: 'corrupt-file', path });
});
