import * as l10n from '@vscode/l10n';
import type { Clock } from '../clock.ts';
import { collectedVectors, type CollectedVectors } from '../collection/collected-vectors.ts';
import type { Collection } from '../collection/collection.ts';
import { EmbeddingFiles } from '../collection/embeddings.ts';
import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import type { ComparedVectors } from '../collection/neighbours.ts';
import type { ProjectionFile } from '../collection/schema.ts';
import type { StoredMap } from '../collection/stored-map.ts';
import { LexiclipError } from '../errors.ts';
import type { Comparer } from '../neighbours/comparer.ts';
import { neighbourGraph } from '../neighbours/stage.ts';
import type { ProjectRequest } from '../reports.ts';
import type { Sha256 } from '../sha256.ts';
import type { LongTask } from '../signal.ts';
import { aligned } from './align.ts';
import type { LiveLayoutRun } from './live-layout.ts';
import { checkParameters, defaultParameters, knownParameters, methodTitle } from './parameters.ts';
import type { Projection, ProjectionRequest, Projector } from './projector.ts';
import { dimensionsOf, neighboursNeeded } from './requirements.ts';
import { isSame, previousCoordinates, type Recipe } from './warm-start.ts';
import { withLiveLayout } from './with-live-layout.ts';

/** A map's file holds no more (collection/schema.ts). */
const FARTHEST = 1e12;

export interface ProjectDependencies {
  readonly collection: Collection;
  /** Names the vectors that are projected (`vectorsName`). */
  readonly vectors: string;
  readonly projector: Projector;
  readonly comparer: Comparer;
  readonly clock: Clock;
  readonly sha256: Sha256;
  /** Told of a map that forms; undefined when it does no more. */
  readonly onLiveLayout?: ((liveLayout: LiveLayoutRun | undefined) => void) | undefined;
}

/**
 * Stage 3: one map as a file. A map that stands with the same method, parameters, seed and vectors is left
 * as it is, unless `again` is set; with other images it goes on from where it is, as `newImages` says.
 * @throws LexiclipError `bad-argument` for parameters that do not fit, `no-vectors`, `projection-failed`.
 */
export async function projectImages(
  request: ProjectRequest,
  dependencies: ProjectDependencies,
  task: LongTask,
  again = false,
): Promise<void> {
  const { name, method, seed, newImages = 'refit' } = request;
  const { collection, projector, comparer, clock, onLiveLayout } = dependencies;
  // They may come from a map's file.
  const parameters = knownParameters(method, request.parameters);
  checkParameters(method, parameters);
  const asked = { ...defaultParameters(method), ...parameters };
  const { collected, inputSha256 } = await projectionInput(dependencies);
  const existing = await collection.readProjection(name);
  const wanted = { method, parameters: asked, seed };
  const { ids } = collected;
  const isCurrent =
    existing?.inputSha256 === inputSha256 && isSame(existing, wanted) && isWhole(existing, ids);
  if (!again && isCurrent) return;

  const graph = await graphFor(wanted, collected, dependencies, task);
  const { model, device, dimension, vectors } = collected;
  const formerIds = await movedFrom(existing, collected, dependencies);
  const places =
    again || newImages === 'anew'
      ? undefined
      : previousCoordinates(existing, { ...wanted, model }, ids, formerIds);
  const origin = places === undefined ? 'anew' : newImages === 'place' ? 'placed' : 'refitted';
  const run = { ...wanted, name, model, device, ids };
  const { task: watching, changes } = withLiveLayout(run, task, onLiveLayout);
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
    if (!layout.every((value) => Math.abs(value) < FARTHEST)) {
      const detail = l10n.t('it gave places that are no numbers');
      throw new LexiclipError({ kind: 'projection-failed', method: methodTitle(method), detail });
    }
    const quality = await comparer.quality({ vectors, dimension, graph, layout, dimensions }, task);
    await collection.writeProjection({
      name,
      method,
      parameters: { ...asked, ...changes },
      seed,
      model,
      device,
      createdAt: clock.now().toISOString(),
      inputSha256,
      origin,
      steps,
      ...(stopped ? { stopped } : {}),
      ...(loss === undefined ? {} : { loss }),
      quality: quality.mark,
      points: pointsOf(ids, layout, dimensions, quality.distortion),
    });
  } finally {
    onLiveLayout?.(undefined);
  }
}

/** What images that a map lacks were called when it was made: of the same bytes, and not there any more. */
async function movedFrom(
  existing: StoredMap | undefined,
  { ids, digests, name }: CollectedVectors,
  { collection, sha256 }: ProjectDependencies,
): Promise<ReadonlyMap<string, string>> {
  const formerIds = new Map<string, string>();
  const onMap = new Set(existing?.ids);
  if (existing === undefined || ids.every((id) => onMap.has(id))) return formerIds;
  const description = await new EmbeddingFiles(collection, sha256, name).describe();
  const now = new Set(ids);
  const byDigest = new Map<string, string>();
  description?.ids.forEach((id, row) => {
    if (onMap.has(id) && !now.has(id)) byDigest.set(description.digests[row] ?? '', id);
  });
  ids.forEach((id, row) => {
    const former = onMap.has(id) ? undefined : byDigest.get(digests[row] ?? '');
    if (former !== undefined) formerIds.set(id, former);
  });
  return formerIds;
}

/** Whether a map places the images that it says it is of: its digest vouches for what went in only. */
function isWhole(map: StoredMap, ids: readonly string[]): boolean {
  return map.ids.length === ids.length && ids.every((id, row) => map.ids[row] === id);
}

export interface ProjectionInput {
  readonly collected: CollectedVectors;
  /** Digest of the ids, image hashes and model. */
  readonly inputSha256: string;
}

/** The collection's vectors, and a digest of the images and the model that they are of. */
export async function projectionInput(dependencies: ProjectDependencies): Promise<ProjectionInput> {
  const collected = await collectedVectors(dependencies);
  return { collected, inputSha256: await inputDigest(collected, dependencies.sha256) };
}

/** Digest of the images, and of the model and preparation that their vectors are of. */
export async function inputDigest(
  { modelSha256, preprocessing, ids, digests }: ComparedVectors,
  sha256: Sha256,
): Promise<string> {
  const vectorsOf = ids.map((id, row) => `${id} ${digests[row] ?? ''}`).join('\n');
  return sha256(`${modelSha256}\n${preprocessing}\n${vectorsOf}`);
}

/** The collection's neighbour graph over its vectors, with as many neighbours as the method needs. */
export async function graphFor(
  { method, parameters }: Pick<Recipe, 'method' | 'parameters'>,
  collected: CollectedVectors,
  dependencies: ProjectDependencies,
  task: LongTask,
): Promise<NeighbourGraph> {
  const needed = neighboursNeeded(method, parameters);
  try {
    return await neighbourGraph(collected, needed, dependencies, task);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const failure = {
      kind: 'projection-failed',
      method: methodTitle(method),
      detail: error.message,
    } as const;
    throw new LexiclipError(failure, { cause: error });
  }
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
