import path from 'node:path';
import { expect, it } from 'vitest';
import { encodeJson } from '../../../src/core/collection/json.ts';
import { parseHere } from '../../../src/core/collection/parsed-files.ts';
import { ParsingThread } from '../../../src/node/collection/parsing-thread.ts';
import { projection } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';

const entry = path.resolve(import.meta.dirname, '../../../dist/workers/parsing.js');
const ids = Array.from({ length: 5000 }, (_, at) => `image ${String(at)}`);
const text = encodeJson(projection('umap', ids));

it('parses a large file as it is parsed here', async () => {
  const { parse } = new ParsingThread(entry);
  const [aside, here] = await Promise.all([
    parse('map', 'projections/umap.json', text),
    parseHere('map', 'projections/umap.json', text),
  ]);
  expect(aside).toEqual(here);
  expect(aside.ids).toHaveLength(5000);
  expect(aside.layout).toBeInstanceOf(Float64Array);
});

it('refuses what is damaged with the same words', async () => {
  const { parse } = new ParsingThread(entry);
  const damaged = text.replace('"x": 0,', '"x": "far",');
  const failure = await failureOf(parse('map', 'projections/umap.json', damaged));
  expect(failure).toEqual(await failureOf(parseHere('map', 'projections/umap.json', damaged)));
  expect(failure).toMatchObject({ kind: 'corrupt-file', path: 'projections/umap.json' });
});

it('starts no thread for a small file, and says which file it was where the thread fails', async () => {
  const { parse } = new ParsingThread('/nowhere/parsing.js');
  expect((await parse('map', 'm', encodeJson(projection('umap', ['a'])))).ids).toEqual(['a']);
  expect(await failureOf(parse('map', 'm', text))).toMatchObject({ kind: 'corrupt-file', path: 'm' });
});
