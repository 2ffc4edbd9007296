import type { CollectedImage } from '../collection/collection-view.ts';
import type { StoredMap } from '../collection/stored-map.ts';
import { describeDone } from '../counted.ts';
import type { LongTask } from '../signal.ts';
import { ColumnNames } from './column-names.ts';
import { promptValues, type PromptValues } from './prompt-values.ts';
import { RowNeighbourhood } from './row-neighbours.ts';
import type { ExportSource } from './source.ts';
import type { ColumnKind, ExportColumn, ExportRow, ExportTable, ExportValue } from './table.ts';

/** Rows that are read and passed on together: with vectors of 512 numbers, 2 MB. */
const ROWS = 1000;
/** Prompt files that are read at the same time. */
const BATCH = 32;

/** What an image's row is made of. */
interface Subject {
  readonly image: CollectedImage;
  readonly row: number;
  /** Undefined where the prompt file cannot be read. */
  readonly values: PromptValues | undefined;
}

interface ColumnOf extends ExportColumn {
  readonly of: (subject: Subject) => ExportValue | undefined;
}

/** The table of some images: what prompt files say, concepts, clusters, the places on each map, neighbours and vectors. */
export function imageTable(source: ExportSource): ExportTable {
  const { images, collection } = source;
  const columns = columnsOf(source);
  return {
    count: images.length,
    columns: columns.map(({ name, kind }) => ({ name, kind })),
    async *rows(task: LongTask): AsyncGenerator<readonly ExportRow[]> {
      const view = await collection.view();
      for (let from = 0; from < images.length; from += ROWS) {
        const rows: ExportRow[] = [];
        for (let at = from; at < Math.min(images.length, from + ROWS); at += BATCH) {
          task.signal.throwIfAborted();
          const some = images.slice(at, Math.min(at + BATCH, from + ROWS));
          const files = await Promise.all(some.map(({ id }) => collection.promptOf(view, id)));
          some.forEach((image, offset) => {
            const file = files[offset];
            const values = file === undefined ? undefined : promptValues(file);
            const subject = { image, row: at + offset, values };
            rows.push(Object.fromEntries(columns.map(({ name, of }) => [name, of(subject)])));
          });
        }
        const done = from + rows.length;
        const message = describeDone(done, images.length);
        task.onProgress({ stage: 'export', done, total: images.length, message });
        yield rows;
      }
    },
  };
}

function columnsOf(source: ExportSource): readonly ColumnOf[] {
  const names = new ColumnNames();
  const column = (wanted: string, kind: ColumnKind, of: ColumnOf['of']): ColumnOf => ({
    name: names.take(wanted),
    kind,
    of,
  });
  const said = (name: keyof PromptValues['fields'], kind: ColumnKind): ColumnOf =>
    column(name, kind, ({ values, image }) => (values?.fields ?? image.fields)[name]);
  const { concepts } = source;
  return [
    column('id', 'text', ({ image }) => image.id),
    column('path', 'text', ({ image }) => image.path),
    column('image', 'text', ({ image }) => image.image),
    column('sha256', 'text', ({ image }) => image.sha256),
    column('concepts', 'texts', ({ image }) => image.concepts.map((index) => concepts[index] ?? '')),
    column('prompt', 'text', ({ image }) => image.prompt || undefined),
    column('negative_prompt', 'text', ({ values }) => values?.negativePrompt),
    said('model', 'text'),
    said('sampler', 'text'),
    said('scheduler', 'text'),
    said('steps', 'real'),
    said('cfg', 'real'),
    column('seed', 'long', ({ values }) => values?.seed),
    said('size', 'text'),
    said('tool', 'text'),
    said('folder', 'text'),
    said('source', 'text'),
    said('date', 'time'),
    column('nsfw', 'flag', ({ image }) => image.nsfw),
    column('tags', 'texts', ({ values }) => values?.tags ?? []),
    column('rating', 'whole', ({ values }) => values?.rating),
    ...source.clusters.map(({ name, clusters, clusterOf }) =>
      column(`cluster_${name}`, 'text', ({ row }) => clusters[clusterOf[row] ?? -1]?.name),
    ),
    ...source.maps.flatMap((map, at) => placeColumns(map, at === 0, column)),
    ...neighbourColumns(source, column),
    ...vectorColumns(source, column),
  ];
}

type MakeColumn = (wanted: string, kind: ColumnKind, of: ColumnOf['of']) => ColumnOf;

/** The main map's are called as Embedding Atlas calls them, and then once more by the map's own name. */
function placeColumns(
  { name, ids, dimensions, layout, distortion }: StoredMap,
  isMain: boolean,
  column: MakeColumn,
): readonly ColumnOf[] {
  const points = new Map(ids.map((id, point) => [id, point]));
  const known = (value: number | undefined): number | undefined =>
    value === undefined || Number.isNaN(value) ? undefined : value;
  const axis =
    (at: number): ColumnOf['of'] =>
    ({ image }) =>
      known(layout[(points.get(image.id) ?? NaN) * dimensions + at]);
  const axes = dimensions === 3 ? ['x', 'y', 'z'] : ['x', 'y'];
  const prefixes = isMain ? ['projection', name] : [name];
  return [
    ...prefixes.flatMap((prefix) =>
      axes.map((letter, at) => column(`${prefix}_${letter}`, 'real', axis(at))),
    ),
    ...(distortion === undefined
      ? []
      : [
          column(`${name}_distortion`, 'real', ({ image }) => known(distortion[points.get(image.id) ?? NaN])),
        ]),
  ];
}

function neighbourColumns({ graph, images }: ExportSource, column: MakeColumn): readonly ColumnOf[] {
  if (graph === undefined) return [];
  const near = new RowNeighbourhood(graph, images);
  return [column('neighbors', 'neighbours', ({ image }) => near.of(image.id))];
}

function vectorColumns({ vectors: collected }: ExportSource, column: MakeColumn): readonly ColumnOf[] {
  if (collected === undefined) return [];
  const { ids, vectors, dimension } = collected;
  const rows = new Map(ids.map((id, row) => [id, row]));
  return [
    column('vector', 'vector', ({ image }) => {
      const row = rows.get(image.id);
      return row === undefined ? undefined : vectors.subarray(row * dimension, (row + 1) * dimension);
    }),
  ];
}
