import type { ExplorerMap, ImageColumns, ProjectionView } from './map.ts';

/** What a map's page is told of one projection: without coordinates where they are as they were. */
type ProjectionChange = ProjectionView | ProjectionHeader;

type ProjectionHeader = Omit<ProjectionView, 'xy' | 'depth' | 'distortion'>;

/** What has changed of a map since a page got it: columns are sent once. Those of one projection change together. */
export interface MapChange extends Omit<ExplorerMap, 'images' | 'projections' | 'clusters'> {
  /** Absent where they are as they were, as the next. */
  readonly images?: ImageColumns;
  readonly clusters?: ExplorerMap['clusters'];
  readonly projections: readonly ProjectionChange[];
}

/**
 * What a page has to be told. Columns are compared as objects: who makes a map keeps those that are as they were.
 * @param before What the page has; undefined where it has nothing.
 */
export function mapChange(before: ExplorerMap | undefined, now: ExplorerMap): MapChange {
  const { images, projections, clusters, ...rest } = now;
  if (images !== before?.images) return { ...rest, images, projections, clusters };
  const known = new Map(before.projections.map(({ name, xy }) => [name, xy]));
  const changes = projections.map((view) => (known.get(view.name) === view.xy ? headerOf(view) : view));
  return { ...rest, projections: changes, ...(clusters === before.clusters ? {} : { clusters }) };
}

/** Whether a page draws the same for both: columns are compared as objects, whatever else there is by what it says. */
export function isSameMap(a: ExplorerMap | undefined, b: ExplorerMap): boolean {
  if (a?.images !== b.images || a.clusters !== b.clusters) return false;
  if (a.projections.length !== b.projections.length) return false;
  if (a.projections.some(({ xy }, at) => xy !== b.projections[at]?.xy)) return false;
  return JSON.stringify(headersOf(a)) === JSON.stringify(headersOf(b));
}

function headersOf(map: ExplorerMap): object {
  return { ...map, images: undefined, clusters: undefined, projections: map.projections.map(headerOf) };
}

const columns: ReadonlySet<string> = new Set([
  'xy',
  'depth',
  'distortion',
] satisfies (keyof ProjectionView)[]);

/** A projection without its columns. */
function headerOf(view: ProjectionView): ProjectionHeader {
  return Object.fromEntries(
    Object.entries(view).filter(([name]) => !columns.has(name)),
  ) as unknown as ProjectionHeader;
}

/** The map after a change. @throws RangeError for a change of something that was not there. */
export function changedMap(before: ExplorerMap | undefined, change: MapChange): ExplorerMap {
  const images = change.images ?? before?.images;
  if (images === undefined) throw new RangeError('a change of a map that is not there');
  const projections = change.projections.map((view): ProjectionView => {
    if ('xy' in view) return view;
    const known = before?.projections.find(({ name }) => name === view.name);
    if (known === undefined) throw new RangeError(`a change of ${view.name}, which is not there`);
    const { xy, depth, distortion } = known;
    return {
      ...view,
      xy,
      ...(depth === undefined ? {} : { depth }),
      ...(distortion === undefined ? {} : { distortion }),
    };
  });
  return { ...change, images, projections, clusters: change.clusters ?? before?.clusters ?? [] };
}
