import { describe, expect, it } from 'vitest';
import { encodeJson } from '../../../src/core/collection/json.ts';
import { parsedFile } from '../../../src/core/collection/parsed-files.ts';
import { projectionFile } from '../../../src/core/collection/stored-map.ts';
import { device, model, projection } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';

const path = 'projections/umap.json';
let pauses = 0;
const pause = (): Promise<void> => {
  pauses++;
  return Promise.resolve();
};

const ids = Array.from({ length: 5000 }, (_, at) => `image ${at}\n    },\n    { "é" \\`);
const map = { ...projection('umap', ids), quality: undefined, stopped: true };
const text = encodeJson(map);

describe('a map of many points', () => {
  it('is read piece by piece, and is what was written', async () => {
    pauses = 0;
    const stored = await parsedFile('map', text, path, pause);
    expect(pauses).toBeGreaterThan(3);
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
    expect(await parsedFile('map', other, path, pause)).toEqual(await parsedFile('map', text, path, pause));
  });

  it.each([
    ['a coordinate that is none', text.replace(/"x": 4000,/, '"x": "far",'), /points\.4000\.x/],
    ['a point that is none', text.replace(/\{\s+"id": "image 4000/, '7, $&'), /points\.4000/],
    ['a cut', text.slice(0, text.length / 2), /not valid JSON/],
    ['a missing end', text.replace(/\n {2}\][^\]]*$/, ''), /not valid JSON/],
    ['no seed', text.replace(/"seed": \d+,/, ''), /seed/],
  ])('is refused for %s, which is named', async (_, damaged, detail) => {
    const failure = await failureOf(parsedFile('map', damaged, path, pause));
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
    const stored = await parsedFile('map', encodeJson({ ...map, points }), path, pause);
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
      const parsed = await parsedFile('embeddings', written, path, pause);
      expect(parsed.ids).toEqual(ids);
      expect(parsed.digests[4999]).toBe(rows[4999]?.sha256);
      expect(parsed).toMatchObject({ dimension: 2, vectorsSha256: 'v' });
      expect(parsed).not.toHaveProperty('rows');
    }
  });

  it('of a newer version is refused as that', async () => {
    const neighbours = { formatVersion: 99, modelSha256: 'm', preprocessing: 'p', k: 1, rows };
    const newer = encodeJson({ ...neighbours, indicesSha256: 'i', distancesSha256: 'd' });
    expect(await failureOf(parsedFile('neighbours', newer, path, pause))).toMatchObject({
      kind: 'newer-format',
    });
  });
});
