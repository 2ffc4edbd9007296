import { expect, it } from 'vitest';
import { clusterPlaces, placeLabels, type ClusterPlace } from '../../../src/core/explore/cluster-labels.ts';
import { NO_CLUSTER, type ClusterView } from '../../../src/core/explore/cluster-views.ts';

const view: ClusterView = {
  vectors: 'm',
  level: 'middle',
  ids: ['c1', 'c2', 'c3'],
  names: ['red', 'blue', 'few'],
  faces: [-1, 7, -1],
  clusterOf: Uint32Array.of(0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, NO_CLUSTER),
};
const plane = {
  x: Float64Array.of(0, 1, 2, 900, 10, 10, 11, 12, NaN, 50, 51, 7),
  y: Float64Array.of(0, 1, 2, 900, 20, 20, 21, 22, NaN, 50, 51, 7),
};

it('stand where most of a cluster is, the largest first; a few images need no name', () => {
  expect(clusterPlaces(view, plane, undefined)).toEqual([
    { name: 'red', face: -1, size: 4, rows: [0, 1, 2, 3], x: 2, y: 2 },
    { name: 'blue', face: 7, size: 4, rows: [4, 5, 6, 7], x: 11, y: 21 },
  ]);
});

it('are of what is shown', () => {
  const hidden = Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  expect(clusterPlaces(view, plane, hidden).map(({ name }) => name)).toEqual(['blue']);
  const nowhere = { x: new Float64Array(12).fill(NaN), y: new Float64Array(12) };
  expect(clusterPlaces(view, nowhere, undefined)).toEqual([]);
});

const window = { width: 400, height: 300 };
const at = (name: string, x: number, y: number): ClusterPlace => ({
  name,
  face: -1,
  size: 9,
  rows: [],
  x,
  y,
});
const extentOf = ({ name }: ClusterPlace): { width: number; height: number } => ({
  width: name.length * 10,
  height: 20,
});
const place = (
  places: readonly ClusterPlace[],
  pictures: Parameters<typeof placeLabels>[2] = [],
): ReturnType<typeof placeLabels> => placeLabels(places, window, pictures, extentOf);

it('never overlap, whatever their places; what comes first has the better one', () => {
  // A sequence that fills the window evenly (R2, Roberts 2018), and one place that all want.
  const many = Array.from({ length: 300 }, (_, n) =>
    at(`name ${n}`, (n * 0.7549 * 400) % 400, (n * 0.5698 * 300) % 300),
  );
  const crowd = Array.from({ length: 50 }, (_, n) => at(`crowd ${n}`, 200, 150));
  for (const places of [many, crowd]) {
    const labels = place(places);
    expect(labels.length).toBeGreaterThan(1);
    expect(labels[0]?.name).toBe(places[0]?.name);
    for (const [i, a] of labels.entries())
      for (const b of labels.slice(i + 1)) {
        const apart =
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        expect(apart, `${a.name} and ${b.name}`).toBe(true);
      }
  }
});

it('stay inside the window, and are of places inside it', () => {
  const labels = place([at('at the edge', 399, 299), at('outside', 500, 100), at('above', 100, -1)]);
  expect(labels.map(({ name }) => name)).toEqual(['at the edge']);
  expect(labels[0]).toMatchObject({ x: 400 - 55, y: 290 });
});

it('move out of the way of pictures where there is room', () => {
  const picture = { x: 200, y: 150, width: 60, height: 40 };
  const [label] = place([at('name', 200, 150)], [picture]);
  expect(Math.abs((label?.y ?? 0) - 150)).toBeGreaterThanOrEqual(30);
  const wall = { x: 200, y: 150, width: 400, height: 300 };
  expect(place([at('name', 200, 150)], [wall])[0]).toMatchObject({ x: 200, y: 150 });
  // A picture in place of a name would hide others that show the same.
  expect(place([{ ...at('like this', 200, 150), face: 3 }], [wall])).toEqual([]);
});

it('say nothing twice', () => {
  expect(place([at('same', 50, 50), at('same', 350, 250)])).toHaveLength(1);
});
