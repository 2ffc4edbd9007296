import { expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { readEarlierMap } from '../../../src/core/collection/earlier-map.ts';
import { encodeJson } from '../../../src/core/collection/json.ts';
import { PART_BYTES } from '../../../src/core/collection/store.ts';
import type { StoredMap } from '../../../src/core/collection/stored-map.ts';
import { projection } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const version = { path: 'projections/umap.json', label: 'HEAD' };
const pause = (): Promise<void> => Promise.resolve();

function read(text: string): Promise<StoredMap> {
  return readEarlierMap(new TextEncoder().encode(text), version, () => undefined, pause);
}

it('is the map as the version had it, and is called by the version', async () => {
  const file = projection('umap', ['a', 'b']);
  const map = await read(encodeJson(file));
  expect(map.name).toBe('umap (HEAD)');
  expect(map.ids).toEqual(['a', 'b']);
  expect([...map.layout]).toEqual([0, 0, 1, -1]);
});

it('is read whatever way its JSON is laid out, and part by part where it is long', async () => {
  const ids = Array.from({ length: 4000 }, (_, at) => `image-${at}`);
  const text = encodeJson(projection('umap', ids));
  expect(text.length).toBeGreaterThan(2 * PART_BYTES);
  expect((await read(text)).ids).toEqual(ids);
  expect((await read(JSON.stringify(projection('umap', ids)))).ids).toEqual(ids);
});

it('has the ids that are in memory already', async () => {
  const known = { id: 'a', sha256: '' };
  const bytes = new TextEncoder().encode(encodeJson(projection('umap', ['a'])));
  const asked: string[] = [];
  await readEarlierMap(bytes, version, (id) => (asked.push(id), known), pause);
  expect(asked).toEqual(['a']);
});

it('is refused where the version does not have it, or has a damaged one', async () => {
  const missing = { kind: 'no-earlier-map', path: version.path, version: 'HEAD' };
  expect(await failureOf(read(''))).toEqual(missing);
  expect(await failureOf(read('{'))).toEqual({ ...missing, detail: 'not valid JSON' });
  expect(await failureOf(read('<<<<<<< ours\n{}\n'))).toEqual({
    ...missing,
    detail: 'line 1 has a conflict marker of git: decide for one side',
  });
  expect(await failureOf(read('{"name": 7}'))).toEqual({
    ...missing,
    detail: 'name: expected string, received number',
  });
});

it('is none of the collection’s maps', async () => {
  const collection = new Collection(new MemoryStore());
  await collection.writeProjection(projection('umap', ['a']));
  const { name } = await read(encodeJson(projection('umap', ['a'])));
  expect(await collection.readProjection(name)).toBeUndefined();
});
