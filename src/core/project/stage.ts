import type { Collection } from '../collection/collection.ts';
import { EmbeddingFiles, type EmbeddingRow, type Embeddings } from '../collection/embeddings.ts';
import type { ProjectionFile } from '../collection/schema.ts';
import { LexiclipError } from '../errors.ts';
import { neighbourGraph } from '../neighbours/stage.ts';
import type { Clock, Comparer, Projection, ProjectionRequest, Projector, Sha256 } from '../ports.ts';
import type { ProjectRequest } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { aligned } from './align.ts';
import { isSame, standingPlaces } from './continuation.ts';
import type { FormingRun } from './forming.ts';
import { dimensionsOf, neighboursNeeded } from './layout.ts';
import { observed } from './observed.ts';
import { defaultParameters } from './parameters.ts';

export interface ProjectDependencies {
  readonly collection: Collection;
  /** Names the vectors that are projected (`vectorsName`). */
  readonly vectors: string;
  readonly projector: Projector;
  readonly comparer: Comparer;
  readonly clock: Clock;
  readonly sha256: Sha256;
  /** Told of a map that forms; undefined when it does no more. */
  readonly onForming?: ((forming: FormingRun | undefined) => void) | undefined;
}

/** The vectors of the collection's images, in the collection's order, and what they are of. */
export interface ProjectionInput {
  readonly embeddings: Embeddings;
  readonly rows: readonly EmbeddingRow[];
  /** Row-major [n, dimension]. */
  readonly vectors: Float32Array;
  /** Digest of the ids, image hashes and model. */
  readonly inputSha256: string;
}

/**
 * Stage 3: one map as a file. A map that stands with the same method, parameters, seed and vectors is left
 * as it is, unless `again` is set; with other images it goes on from where it is, as `newImages` says.
 * @throws LexiclipError `no-vectors`, `projection-failed`.
 */
export async function projectImages(
  request: ProjectRequest,
  dependencies: ProjectDependencies,
  task: LongTask,
  again = false,
): Promise<void> {
  const { name, method, seed, newImages = 'refit' } = request;
  const { collection, projector, comparer, clock, onForming } = dependencies;
  const asked = { ...defaultParameters(method), ...request.parameters };
  const input = await projectionInput(dependencies);
  const { embeddings, rows, vectors, inputSha256 } = input;
  const standing = await collection.readProjection(name);
  const wanted = { method, parameters: asked, seed };
  const isCurrent = standing?.inputSha256 === inputSha256 && isSame(standing, wanted);
  if (!again && isCurrent) return;

  const graph = await graphOf(input, neighboursNeeded(method, asked), dependencies, task);
  const { model, device, dimension } = embeddings;
  const ids = rows.map(({ id }) => id);
  const places =
    again || newImages === 'anew' ? undefined : standingPlaces(standing, { ...wanted, model }, ids);
  const origin = places === undefined ? 'anew' : newImages === 'place' ? 'placed' : 'refitted';
  const run = { ...wanted, name, model, device, ids };
  const { task: watching, changes } = observed(run, task, onForming);
  try {
    const given = { vectors, dimension, graph, parameters: asked, seed };
    const from = places === undefined ? {} : { start: places, placesOnly: origin === 'placed' };
    const projection = await layOut({ ...given, ...from }, (whole) =>
      projector.project(method, whole, watching),
    );
    const { dimensions, steps, stopped, loss } = projection;
    const layout =
      places !== undefined && origin === 'refitted'
        ? aligned(projection.layout, places, dimensions)
        : projection.layout;
    const quality = await comparer.quality({ vectors, dimension, graph, layout, dimensions }, task);
    await collection.writeProjection({
      ...{ name, method, parameters: { ...asked, ...changes }, seed, model, device },
      createdAt: clock.now().toISOString(),
      inputSha256,
      ...{ origin, steps },
      ...(stopped ? { stopped } : {}),
      ...(loss === undefined ? {} : { loss }),
      quality: quality.mark,
      points: pointsOf(ids, layout, dimensions, quality.distortion),
    });
  } finally {
    onForming?.(undefined);
  }
}

/** @throws LexiclipError `no-vectors`. */
export async function projectionInput({
  collection,
  vectors: of,
  sha256,
}: Pick<ProjectDependencies, 'collection' | 'vectors' | 'sha256'>): Promise<ProjectionInput> {
  const embeddings = await new EmbeddingFiles(collection.store, sha256, of).read();
  const rows = (await collection.images()).flatMap(({ id, prompt }) => {
    const row = embeddings?.rows.get(id);
    return row?.sha256 === prompt.lexiclip.sha256 ? [row] : [];
  });
  if (embeddings === undefined || rows.length === 0) throw new LexiclipError({ kind: 'no-vectors' });
  const { model, preprocessing, dimension } = embeddings;
  const vectorsOf = rows.map((row) => `${row.id} ${row.sha256}`).join('\n');
  const inputSha256 = await sha256(`${model.sha256}\n${preprocessing}\n${vectorsOf}`);
  const vectors = new Float32Array(rows.length * dimension);
  rows.forEach((row, index) => {
    vectors.set(row.vector, index * dimension);
  });
  return { embeddings, rows, vectors, inputSha256 };
}

/** The collection's neighbour graph over the input, with at least so many neighbours. */
export function graphOf(
  { embeddings, rows }: ProjectionInput,
  leastK: number,
  { collection, vectors, sha256, comparer }: ProjectDependencies,
  task: LongTask,
): ReturnType<typeof neighbourGraph> {
  return neighbourGraph(
    vectors,
    rows,
    embeddings,
    leastK,
    { store: collection.store, sha256, comparer },
    task,
  );
}

/** Where all have a place and keep it, there is nothing to lay out. */
async function layOut(
  request: ProjectionRequest,
  project: (request: ProjectionRequest) => Promise<Projection>,
): Promise<Projection> {
  const { start, placesOnly = false, parameters } = request;
  if (start === undefined || !placesOnly || !start.every(Number.isFinite)) return project(request);
  return { layout: start, dimensions: dimensionsOf(parameters), steps: 0, stopped: false };
}

function pointsOf(
  ids: readonly string[],
  layout: Float64Array,
  dimensions: number,
  distortion: Float32Array,
): ProjectionFile['points'] {
  return ids.map((id, row) => {
    const at = row * dimensions;
    const place = { id, x: layout[at] ?? NaN, y: layout[at + 1] ?? NaN };
    const deep = dimensions === 3 ? { ...place, z: layout[at + 2] ?? NaN } : place;
    // Three digits: it is a number of k parts.
    return { ...deep, distortion: Math.round((distortion[row] ?? 0) * 1000) / 1000 };
  });
}
