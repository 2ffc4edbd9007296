import { expect, it } from 'vitest';
import type { CollectedImage } from '../../../src/core/collection/collection-view.ts';
import type { ImageFields } from '../../../src/core/collection/image-fields.ts';
import { OTHER_KEY, UNKNOWN_KEY } from '../../../src/core/explore/categories.ts';
import { NO_CLUSTER } from '../../../src/core/explore/cluster-views.ts';
import { colouring, colouringsOf } from '../../../src/core/explore/colouring.ts';
import { fieldColumns } from '../../../src/core/explore/field-columns.ts';
import { hiddenRows, isolated, toggled } from '../../../src/core/explore/filter.ts';
import { MOST_LABELS } from '../../../src/core/explore/labels.ts';
import type { ExplorerMap, ProjectionView } from '../../../src/core/explore/map.ts';

const look = { background: 'dark', highContrast: false } as const;
const projection = { distortion: Float32Array.of(0, 1, NaN) } as unknown as ProjectionView;

/** A map of images of the concepts `even` and `odd` in turn. */
async function mapOf(...all: readonly ImageFields[]): Promise<ExplorerMap> {
  const images = all.map((fields) => ({ fields }) as CollectedImage);
  const fields = await fieldColumns(images, () => Promise.resolve());
  const columns = {
    ids: all.map((_, row) => String(row)),
    concepts: Uint32Array.from(all, (_, row) => row % 2),
    flags: new Uint8Array(all.length),
    thumbnailNames: [],
    fields,
  };
  const concepts = ['even', 'odd'];
  return {
    title: '',
    concepts,
    images: columns,
    projections: [],
    clusters: [],
    leftOut: { nsfw: 0, grids: 0 },
    thumbnails: '',
    sheets: '',
  };
}

const rowsOf = (map: ExplorerMap, hidden: Parameters<typeof hiddenRows>[2]): number[] =>
  [...(hiddenRows(map, {}, hidden) ?? [])].flatMap((is, row) => (is === 1 ? [row] : []));

it('offers the fields in which images differ', async () => {
  const map = await mapOf(
    { model: 'a', tool: 'x', steps: 20, cfg: 7, sampler: 'k' },
    { model: 'b', tool: 'x', steps: 20, cfg: 8 },
  );
  expect(colouringsOf(map, {} as ProjectionView)).toEqual(['concept', 'model', 'sampler', 'cfg']);
  expect(colouringsOf(map, projection)).toContain('distortion');
  expect(colouringsOf(await mapOf({}, {}), projection)).toEqual(['concept', 'distortion']);
});

it('has one entry for each concept, and for each label the most frequent first', async () => {
  const map = await mapOf({ model: 'rare' }, { model: 'common' }, { model: 'common' }, {});
  const byConcept = colouring(map, projection, 'concept', look);
  expect(byConcept.entries.map(({ key, count }) => [key, count])).toEqual([
    ['even', 2],
    ['odd', 2],
  ]);
  const byModel = colouring(map, projection, 'model', look);
  expect(byModel.entries.map(({ key, count }) => [key, count])).toEqual([
    ['common', 2],
    ['rare', 1],
    [UNKNOWN_KEY, 1],
  ]);
  const [common, rare, unknown] = byModel.entries.map(({ mark }) => mark.colour);
  expect([0, 1, 2, 3].map((row) => byModel.markOf(row).colour)).toEqual([rare, common, common, unknown]);
  expect(new Set([common, rare, unknown]).size).toBe(3);
});

it('gathers what is beyond the most frequent', async () => {
  const many = Array.from({ length: MOST_LABELS + 5 }, (_, at) => ({ model: `m${at}` }));
  const map = await mapOf({ model: 'm0' }, ...many);
  const { entries, markOf } = colouring(map, projection, 'model', look);
  expect(entries).toHaveLength(MOST_LABELS + 1);
  expect(entries[0]).toMatchObject({ key: 'm0', count: 2 });
  expect(entries.at(-1)).toMatchObject({ key: OTHER_KEY, count: 5 });
  expect(rowsOf(map, { model: [OTHER_KEY] })).toHaveLength(5);
  expect(entries.at(-1)?.mark.colour).toBe(markOf(rowsOf(map, { model: [OTHER_KEY] })[0] ?? -1).colour);
});

it('has a scale for numbers, from the least to the most', async () => {
  const map = await mapOf({ steps: 10 }, { steps: 30 }, {}, { steps: 20 });
  const { entries, scale, markOf } = colouring(map, projection, 'steps', look);
  expect(entries).toEqual([]);
  expect(scale).toEqual({ least: 10, most: 30 });
  expect(new Set([0, 1, 2, 3].map((row) => markOf(row).colour)).size).toBe(4);
});

it('falls back to concepts where the map does not know the field', async () => {
  const map = await mapOf({ steps: 1 }, { steps: 2 });
  expect(colouring(map, {} as ProjectionView, 'distortion', look).by).toBe('concept');
  expect(colouring(map, projection, 'model', look).by).toBe('concept');
});

it('hides what any legend hides', async () => {
  const map = await mapOf({ model: 'a' }, { model: 'b' }, {}, { model: 'a' });
  expect(hiddenRows(map, {}, {})).toBeUndefined();
  expect(hiddenRows(map, {}, { model: ['gone'], concept: ['gone'] })).toBeUndefined();
  expect(rowsOf(map, { model: ['a'] })).toEqual([0, 3]);
  expect(rowsOf(map, { model: [UNKNOWN_KEY], concept: ['odd'] })).toEqual([1, 2, 3]);
});

it('toggles and isolates entries, each legend on its own', () => {
  const keys = ['a', 'b', 'c'];
  const once = toggled({ concept: ['x'] }, 'model', 'a');
  expect(once).toEqual({ concept: ['x'], model: ['a'] });
  expect(toggled(once, 'model', 'a')).toEqual({ concept: ['x'], model: [] });
  const alone = isolated(once, 'model', 'b', keys);
  expect(alone).toEqual({ concept: ['x'], model: ['a', 'c'] });
  expect(isolated(alone, 'model', 'b', keys)).toEqual({ concept: ['x'], model: [] });
  expect(isolated(once, 'model', 'a', keys)).toEqual({ concept: ['x'], model: ['b', 'c'] });
});

it('has clusters of the vectors that the map was made of, and begins with them where there is one concept', async () => {
  const clusters = (vectors: string, ...clusterOf: number[]): ExplorerMap['clusters'] => [
    {
      vectors,
      level: 'middle',
      ids: ['c1', 'c2'],
      names: ['red', 'blue'],
      faces: [-1, -1],
      clusterOf: Uint32Array.from(clusterOf),
    },
  ];
  const map = {
    ...(await mapOf({}, {}, {})),
    clusters: [...clusters('old', 1, 1, 1), ...clusters('new', 0, 1, NO_CLUSTER)],
  };
  const view = { vectors: 'new' } as ProjectionView;
  expect(colouringsOf(map, view)).toEqual(['concept', 'middle']);
  const { entries } = colouring(map, view, 'middle', look);
  expect(entries.map(({ label, count }) => [label, count])).toEqual([
    ['red', 1],
    ['blue', 1],
    ['in no cluster', 1],
  ]);
  const [blue = ''] = entries.slice(1).map(({ key }) => key);
  expect([...(hiddenRows(map, view, { middle: [blue] }) ?? [])]).toEqual([0, 1, 0]);
  // Of other vectors, that is another cluster.
  expect(hiddenRows(map, { vectors: 'old' }, { middle: [blue] })).toBeUndefined();
  expect(colouring(map, view, undefined, look).by).toBe('concept');
  const alike = { ...map, images: { ...map.images, concepts: new Uint32Array(3) } };
  expect(colouring(alike, view, undefined, look).by).toBe('middle');
  expect(colouring(alike, { vectors: 'none' } as ProjectionView, undefined, look).by).toBe('concept');
  expect(colouring(alike, view, 'concept', look).by).toBe('concept');
});

it('has an entry for each tag, where an image counts for all of its own; it looks like its most frequent', async () => {
  const map = await mapOf({ tags: ['a', 'keep'] }, { tags: ['keep'] }, { tags: ['z'] }, {});
  const { entries, markOf } = colouring(map, projection, 'tags', look);
  expect(entries.map(({ label, count }) => [label, count])).toEqual([
    ['keep', 2],
    ['a', 1],
    ['z', 1],
    ['no tag', 1],
  ]);
  expect(markOf(0)).toEqual(entries[0]?.mark);
  expect(markOf(3)).toEqual(entries[3]?.mark);
});

it('hides an image with several tags where all of them are hidden', async () => {
  const map = await mapOf({ tags: ['a', 'keep'] }, { tags: ['keep'] }, { tags: ['a'] }, {});
  expect(rowsOf(map, { tags: ['a'] })).toEqual([2]);
  expect(rowsOf(map, { tags: ['a', 'keep'] })).toEqual([0, 1, 2]);
  const alone = isolated({}, 'tags', 'keep', ['keep', 'a', UNKNOWN_KEY]);
  expect(rowsOf(map, alone)).toEqual([2, 3]);
});

it('has the ratings that there are, the best first', async () => {
  const map = await mapOf({ rating: 1 }, { rating: 5 }, {}, { rating: 5 });
  const { entries } = colouring(map, projection, 'rating', look);
  expect(entries.map(({ label, count }) => [label, count])).toEqual([
    ['5 stars', 2],
    ['1 star', 1],
    ['not rated', 1],
  ]);
  expect(rowsOf(map, { rating: ['5 stars', UNKNOWN_KEY] })).toEqual([1, 2, 3]);
});

it('gathers tags beyond those that have a colour', async () => {
  const map = await mapOf(...Array.from({ length: 20 }, (_, at) => ({ tags: [`t${at + 10}`] })));
  const { entries } = colouring(map, projection, 'tags', look);
  expect(entries).toHaveLength(MOST_LABELS + 1);
  expect(entries.at(-1)).toMatchObject({ key: OTHER_KEY, count: 8 });
});

it('colours by how well images fit a search, while one is looked at', async () => {
  const map = await mapOf({}, {}, {});
  const similarity = Float32Array.of(0.1, NaN, 0.3);
  expect(colouringsOf(map, projection, similarity)).toContain('similarity');
  expect(colouringsOf(map, projection)).not.toContain('similarity');
  const { scale, markOf } = colouring(map, projection, 'similarity', look, similarity);
  expect([scale?.least, scale?.most].map((end) => end?.toFixed(2))).toEqual(['0.10', '0.30']);
  expect(new Set([0, 1, 2].map((row) => markOf(row).colour)).size).toBe(3);
  expect(colouring(map, projection, 'similarity', look).by).toBe('concept');
});
