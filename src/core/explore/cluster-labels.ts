import { NO_CLUSTER, type ClusterView } from './cluster-views.ts';
import type { Plane } from './rotation.ts';
import type { Point, Size } from './viewport.ts';

/** A name, and where on the map it belongs. */
export interface ClusterPlace extends Point {
  readonly name: string;
  /** The row of an image that stands for a name; -1 where it is in words. */
  readonly face: number;
  /** Images that are shown. */
  readonly size: number;
  /** Of these. */
  readonly rows: readonly number[];
}

/** A name in a window: its middle in pixels, and its extent. */
export interface PlacedLabel extends Point, Size {
  readonly name: string;
  readonly face: number;
  /** Of the images that it names. */
  readonly rows: readonly number[];
}

/** Fewer images are no group that needs a name. */
const LEAST_IMAGES = 3;
/** Pixels between names. */
const GAP = 6;
/** More than that are not read. */
const MOST_LABELS = 40;

/**
 * Where each cluster is on a plane: at the median of its images along each axis, which a few that lie elsewhere do not
 * move. The largest first.
 * @param hidden 1 for each image that does not count.
 */
export function clusterPlaces(
  { names, faces, clusterOf }: ClusterView,
  { x, y }: Pick<Plane, 'x' | 'y'>,
  hidden: Uint8Array | undefined,
): readonly ClusterPlace[] {
  const members = names.map((): number[] => []);
  clusterOf.forEach((cluster, row) => {
    const isShown = cluster !== NO_CLUSTER && hidden?.[row] !== 1 && !Number.isNaN(x[row] ?? NaN);
    if (isShown) members[cluster]?.push(row);
  });
  return members
    .map((rows, cluster) => ({
      name: names[cluster] ?? '',
      face: faces[cluster] ?? -1,
      size: rows.length,
      rows,
      x: median(rows, x),
      y: median(rows, y),
    }))
    .filter(({ name, size }) => name !== '' && size >= LEAST_IMAGES)
    .sort((a, b) => b.size - a.size);
}

/** Where a name may stand, in pixels above or below its place: there, else beside it. */
const SHIFTS = [0, -20, 20, -40, 40, -60, 60];

/**
 * The names that have room in a window: those that come first are placed first, and none overlaps another or says the
 * same. One that would cover a picture moves up or down, where there is room. A picture that stands for a name is left
 * out rather than put over others: they show what is there.
 * @param places In pixels of the window.
 * @param pictures Their middles and extents.
 * @param extentOf Pixels that a name takes.
 */
export function placeLabels(
  places: readonly ClusterPlace[],
  { width, height }: Size,
  pictures: readonly (Point & Size)[],
  extentOf: (place: ClusterPlace) => Size,
): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const place of places) {
    const { name, face, rows, x, y } = place;
    if (placed.length === MOST_LABELS) break;
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const { width: across, height: down } = extentOf(place);
    // At an edge it stays inside as a whole.
    const at = (shift: number): PlacedLabel => ({
      name,
      face,
      rows,
      x: within(x, across / 2, width - across / 2),
      y: within(y + shift, down / 2, height - down / 2),
      width: across,
      height: down,
    });
    const isFree = (label: PlacedLabel): boolean =>
      placed.every((other) => other.name !== name && !overlap(label, other, GAP));
    const free = SHIFTS.map(at).filter(isFree);
    const clear = free.find((label) => pictures.every((picture) => !overlap(label, picture, 0)));
    const label = clear ?? (face === -1 ? free.find(({ y: middle }) => middle === at(0).y) : undefined);
    if (label !== undefined) placed.push(label);
  }
  return placed;
}

function overlap(a: Point & Size, b: Point & Size, gap: number): boolean {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 + gap &&
    Math.abs(a.y - b.y) < (a.height + b.height) / 2 + gap
  );
}

function median(rows: readonly number[], values: ArrayLike<number>): number {
  const sorted = Float64Array.from(rows, (row) => values[row] ?? NaN).sort();
  return sorted[sorted.length >> 1] ?? NaN;
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
