import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { jsonSchemas } from '../../../scripts/schemas.ts';
import { writeClusters } from '../../../src/core/clusters/clusters-file.ts';
import { Collection } from '../../../src/core/collection/collection.ts';
import { EmbeddingFiles } from '../../../src/core/collection/embeddings.ts';
import { NeighbourFiles } from '../../../src/core/collection/neighbours.ts';
import { columnsOf } from '../../../src/core/collection/parsed-files.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, storedClusters, device, model, projection } from '../../fakes/collections.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { plainNeighbours } from '../neighbours/reference.ts';

const ajv = new Ajv();
const validators = new Map([...jsonSchemas()].map(([kind, schema]) => [kind, ajv.compile(schema)]));
const isValid = (kind: string, value: unknown): boolean => validators.get(kind)?.(value) ?? false;

const files = {
  collection: 'collection.json',
  concept: 'concepts/cat/concept.json',
  prompt: 'concepts/cat/a.json',
  projection: 'projections/umap.json',
  clusters: 'clusters/m.json',
  embeddings: 'cache/embeddings/m.json',
  neighbours: 'cache/neighbours/m-k1.json',
};
const kinds = Object.entries(files);
const read = new Map<string, Record<string, unknown>>();

/** One of each kind, as the code writes them. */
beforeAll(async () => {
  const store = new MemoryStore();
  const collection = new Collection(store);
  await addImages(collection, 'cat', ['a', 'b'], {
    a: { prompt: 'a cat', seed: '7', nested: { kept: true } },
  });
  const map = projection('umap', ['a', 'b']);
  await collection.writeProjection({
    ...map,
    parameters: { neighbors: 15, metric: 'cosine' },
    origin: 'anew',
    quality: { k: 1, trustworthiness: 1, continuity: 1, neighboursKept: 1 },
  });
  const rows = ['a', 'b'].map((id) => ({ id, sha256: `of ${id}`, vector: Float32Array.of(1, 0) }));
  await new EmbeddingFiles(collection, sha256, 'm').write({
    model: { ...model, variant: 'int8' },
    device,
    preprocessing: 'p',
    dimension: 2,
    plan: { processes: 1, threads: 2, batch: 8, reason: 'as measured' },
    rows: new Map(rows.map((row) => [row.id, row])),
  });
  const graph = plainNeighbours(Float32Array.of(1, 0, 0, 1), 2, 1);
  await new NeighbourFiles(collection, sha256, 'm').write({
    graph,
    modelSha256: model.sha256,
    preprocessing: 'p',
    ...columnsOf(rows),
  });
  await writeClusters(collection, 'm', storedClusters({ cats: ['a'], dogs: ['b'] }));
  for (const [kind, path] of kinds)
    read.set(kind, JSON.parse((await store.readText(path)) ?? '') as Record<string, unknown>);
});

describe('the JSON Schemas of a collection', () => {
  it.each(kinds)('accept the %s that the code writes, and keys that it does not know', (kind) => {
    expect(isValid(kind, read.get(kind))).toBe(true);
    expect(isValid(kind, { ...read.get(kind), added: ['by', 'others'] })).toBe(true);
  });

  it.each(kinds)('refuse a %s that lacks a key', (kind) => {
    const { required } = jsonSchemas().get(kind) as { readonly required: readonly string[] };
    for (const key of required) {
      expect(isValid(kind, { ...read.get(kind), [key]: undefined }), key).toBe(false);
    }
  });

  it.each([
    ['collection', { formatVersion: 2 }],
    ['collection', { concepts: [1] }],
    ['concept', { requested: -1 }],
    ['concept', { missing: [{ id: 'a' }] }],
    ['prompt', { lexiclip: { concept: 'cat' } }],
    ['projection', { method: 'guess' }],
    ['projection', { points: [{ id: 'a', x: 1e13, y: 0 }] }],
    ['projection', { quality: { k: 1, trustworthiness: 2, continuity: 1, neighboursKept: 1 } }],
    ['clusters', { levels: [{ name: 'other', resolution: 1, clusters: [] }] }],
    ['clusters', { seed: -1 }],
    ['embeddings', { dimension: 0 }],
    ['neighbours', { k: 0.5 }],
  ])('refuse a %s with %j', (kind, damage) =>
    expect(isValid(kind, { ...read.get(kind), ...damage })).toBe(false),
  );

  it('accept unknown keys of what lies deeper', () => {
    const points = [{ id: 'a', x: 0, y: 0, note: 'mine' }];
    expect(isValid('projection', { ...read.get('projection'), points })).toBe(true);
  });

  it('have a title, a description and no id of their own', () => {
    for (const schema of jsonSchemas().values()) {
      expect(schema).toHaveProperty('title');
      expect(schema).toHaveProperty('description');
      expect(schema).not.toHaveProperty('$id');
    }
  });
});

describe('the manifest', () => {
  /** As VS Code takes them: the last pattern that fits decides. */
  const applies = (patterns: string | readonly string[], path: string): boolean => {
    const last = [patterns].flat().findLast((pattern) => regExp(pattern.replace('!', '')).test(path));
    return last !== undefined && !last.startsWith('!');
  };
  const regExp = (glob: string): RegExp =>
    new RegExp(
      `^${glob
        .replaceAll('.', '\\.')
        .replaceAll(/(?<!\*)\*(?!\*)/g, '[^/]*')
        .replace('**/', '.*/')}$`,
    );
  const { jsonValidation } = manifest.contributes;

  it.each(kinds)('has VS Code check a %s against its schema alone', (kind, path) => {
    const urls = jsonValidation.filter(({ fileMatch }) => applies(fileMatch, `/w/.lexiclip/${path}`));
    expect(urls.map(({ url }) => url)).toEqual([`./dist/schemas/${kind}.json`]);
  });

  it('has every schema', () => {
    expect(jsonValidation.map(({ url }) => url).sort()).toEqual(
      [...jsonSchemas().keys()].map((kind) => `./dist/schemas/${kind}.json`).sort(),
    );
  });

  it('leaves files of others alone', () => {
    for (const path of [
      '/w/collection.json',
      '/w/.lexiclip/cache/lock.json',
      '/w/.lexiclip/cache/searches/lexica/cat.json',
    ])
      expect(jsonValidation.filter(({ fileMatch }) => applies(fileMatch, path))).toEqual([]);
  });
});
