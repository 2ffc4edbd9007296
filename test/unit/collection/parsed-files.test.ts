import { describe, expect, it } from 'vitest';
import { encodeJson } from '../../../src/core/collection/json.ts';
import { parsedFile, type KnownImage, type ParsedFiles } from '../../../src/core/collection/parsed-files.ts';
import { projectionFile } from '../../../src/core/collection/stored-map.ts';
import { device, model, projection } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const path = 'projections/umap.json';
/** What a file of that content is read as. */
async function parsed<K extends keyof ParsedFiles>(
  kind: K,
  content: string,
  known: KnownImage = () => undefined,
): Promise<ParsedFiles[K]> {
  const store = new MemoryStore();
  await store.write(path, content);
  const found = await parsedFile(kind, store, path, known);
  if (found === undefined) throw new Error('there is no file');
  return found;
}

const ids = Array.from({ length: 5000 }, (_, at) => `image ${at}\n    },\n    { "é" \\`);
const map = { ...projection('umap', ids), quality: undefined, stopped: true };
const text = encodeJson(map);

describe('a map of many points', () => {
  it('is read piece by piece, and is what was written', async () => {
    const stored = await parsed('map', text);
    expect(stored.ids).toEqual(ids);
    expect(stored).toMatchObject({ name: 'umap', stopped: true, dimensions: 2 });
    expect(stored).not.toHaveProperty('points');
    expect(encodeJson({ ...map, ...projectionFile(stored) })).toBe(text);
  });

  it.each([
    ['in one line', JSON.stringify(map)],
    ['with tabs', JSON.stringify(map, undefined, '\t')],
    ['with keys in another order', encodeJson(Object.fromEntries(Object.entries(map).reverse()))],
    ['with carriage returns', text.replaceAll('\n', '\r\n')],
  ])('is the same %s', async (_, other) => {
    expect(await parsed('map', other)).toEqual(await parsed('map', text));
  });

  it.each([
    ['a coordinate that is none', text.replace(/"x": 4000,/, '"x": "far",'), /points\.4000\.x/],
    ['a point that is none', text.replace(/\{\s+"id": "image 4000/, '7, $&'), /points\.4000/],
    ['a cut', text.slice(0, text.length / 2), /not valid JSON/],
    ['a missing end', text.replace(/\n {2}\][^\]]*$/, ''), /not valid JSON/],
    ['no seed', text.replace(/"seed": \d+,/, ''), /seed/],
  ])('is refused for %s, which is named', async (_, damaged, detail) => {
    const failure = await failureOf(parsed('map', damaged));
    expect(failure).toMatchObject({
      kind: 'corrupt-file',
      path,
      detail: expect.stringMatching(detail) as string,
    });
  });

  it('has depth and distortion where any point has', async () => {
    const points = [
      { id: 'a', x: 1, y: 2, z: 3 },
      { id: 'b', x: 4, y: 5, distortion: 0.5 },
    ];
    const stored = await parsed('map', encodeJson({ ...map, points }));
    expect(stored.layout).toEqual(Float64Array.of(1, 2, 3, 4, 5, NaN));
    expect(stored.distortion).toEqual(Float64Array.of(NaN, 0.5));
    expect(projectionFile(stored).points).toEqual(points);
  });
});

describe('the description of many vectors', () => {
  const rows = ids.map((id) => ({ id, sha256: `digest of ${id}` }));
  const description = { model, device, preprocessing: 'p', dimension: 2, rows, vectorsSha256: 'v' };

  it('is columns', async () => {
    for (const written of [encodeJson(description), JSON.stringify(description)]) {
      const found = await parsed('embeddings', written);
      expect(found.ids).toEqual(ids);
      expect(found.digests[4999]).toBe(rows[4999]?.sha256);
      expect(found).toMatchObject({ dimension: 2, vectorsSha256: 'v' });
      expect(found).not.toHaveProperty('rows');
    }
  });

  it('of a newer version is refused as that', async () => {
    const neighbours = { formatVersion: 99, modelSha256: 'm', preprocessing: 'p', k: 1, rows };
    const newer = encodeJson({ ...neighbours, indicesSha256: 'i', distancesSha256: 'd' });
    expect(await failureOf(parsed('neighbours', newer))).toMatchObject({
      kind: 'newer-format',
    });
  });
});
