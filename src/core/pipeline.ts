import { clusterImages, type ClusterDependencies } from './clusters/stage.ts';
import { vectorsName } from './collection/embedding-rows.ts';
import type { ParameterValue, ProjectionMethod } from './collection/schema.ts';
import type { StoredMap } from './collection/stored-map.ts';
import { embedImages, type EmbedDependencies } from './embed/stage.ts';
import { isAbout, LexiclipError } from './errors.ts';
import type { FetchDependencies } from './fetch/dependencies.ts';
import { fetchConcepts } from './fetch/stage.ts';
import { knownParameters, parametersProblem } from './project/parameters.ts';
import { projectImages, type ProjectDependencies } from './project/stage.ts';
import type { ExploreReport, ExploreRequest, FinishReport, FinishRequest } from './reports.ts';
import type { LongTask } from './signal.ts';
import { describeError } from './wording.ts';

/** Of the stages that work on images that there are. */
export type FinishDependencies = EmbedDependencies &
  Omit<ProjectDependencies & ClusterDependencies, 'vectors'>;
export type PipelineDependencies = FetchDependencies & FinishDependencies;

/**
 * Concepts in, maps out: fetch → embed → project, and clusters beside the maps. Every stage reads from the collection and writes to it, so
 * whatever was finished stands when a later stage fails or the run is cancelled.
 * @throws LexiclipError `no-concepts`, `nothing-fetched`, and what a stage throws.
 */
export async function explore(
  request: ExploreRequest,
  dependencies: PipelineDependencies,
  task: LongTask,
): Promise<ExploreReport> {
  const { clock, collection } = dependencies;
  if (request.concepts.length === 0) throw new LexiclipError({ kind: 'no-concepts' });
  await collection.read();
  const times = [clock.monotonic()];
  const lap = (): void => {
    times.push(clock.monotonic());
  };

  const concepts = await fetchConcepts(request.concepts, request.count, dependencies, task);
  if (concepts.every(({ fetched, cached }) => fetched + cached === 0)) {
    const reasons = concepts.flatMap(({ failed }) => failed);
    const unanswered = concepts.some((concept) => concept.unanswered === true);
    throw new LexiclipError({ kind: 'nothing-fetched', reasons, unanswered });
  }
  lap();
  const embedded = await embedImages(dependencies, task);
  lap();
  for (const method of request.methods) {
    const parameters = parametersOf(method, await collection.readProjection(method));
    const { seed, newImages = 'refit' } = request;
    const map = { name: method, method, parameters, seed, newImages };
    await projectImages(map, { ...dependencies, vectors: vectorsName(embedded.model) }, task);
  }
  await tryClusters({ ...dependencies, vectors: vectorsName(embedded.model) }, task);
  lap();

  const seconds = (stage: number): number => ((times[stage + 1] ?? 0) - (times[stage] ?? 0)) / 1000;
  const projections = (await collection.projections()).map(({ name }) => name);
  return {
    ...embedded,
    concepts,
    skipped: (await dependencies.source.skipped?.()) ?? [],
    projections,
    seconds: { fetch: seconds(0), embed: seconds(1), project: seconds(2) },
  };
}

/**
 * What is left of an exploration, without fetching: vectors for the images that lack them, then the maps. Maps of another
 * model are made of the vectors that it has.
 * @throws LexiclipError what a stage throws.
 */
export async function finish(
  { methods, only, seed: usualSeed, newImages = 'refit' }: FinishRequest,
  dependencies: FinishDependencies,
  task: LongTask,
): Promise<FinishReport> {
  const { collection, embedder } = dependencies;
  await collection.read();
  const chosen = (await embedder.candidates()).map(vectorsName);
  const existing = await collection.projections();
  const isOther = ({ model }: StoredMap): boolean => !chosen.includes(vectorsName(model));
  const named = existing.filter(({ name }) => only === undefined || only.includes(name));
  const recipes = named.flatMap((map) => {
    const { name, method, seed } = map;
    // Only who laid it out can do it again.
    if (method === 'imported') return [];
    const recipe = { name, method, seed, parameters: parametersOf(method, map) };
    return [{ recipe, vectors: isOther(map) ? vectorsName(map.model) : undefined }];
  });
  for (const method of only === undefined ? methods : [])
    if (existing.every(({ name }) => name !== method))
      recipes.push({
        recipe: { name: method, method, seed: usualSeed, parameters: {} },
        vectors: undefined,
      });
  // Nobody is asked for a model that no map needs.
  const embedded = recipes.every(({ vectors }) => vectors !== undefined)
    ? undefined
    : await embedImages(dependencies, task);
  for (const { recipe, vectors = embedded === undefined ? '' : vectorsName(embedded.model) } of recipes)
    await projectImages({ ...recipe, newImages }, { ...dependencies, vectors }, task);
  const mapped = new Set(recipes.flatMap(({ vectors }) => vectors ?? []));
  if (embedded !== undefined) mapped.add(vectorsName(embedded.model));
  for (const vectors of mapped) await tryClusters({ ...dependencies, vectors }, task);
  return { embedded, projections: (await collection.projections()).map(({ name }) => name) };
}

/** Maps are what was asked for: where there are no clusters, that is told. */
async function tryClusters(
  dependencies: ClusterDependencies & Pick<FinishDependencies, 'logger'>,
  task: LongTask,
): Promise<void> {
  try {
    await clusterImages({}, dependencies, task);
  } catch (error) {
    if (!isAbout(error, 'clustering-failed')) throw error;
    dependencies.logger.warn(describeError(error));
  }
}

/** A map keeps the parameters that it was given; those of versions before had other meanings, and some may not fit. */
function parametersOf(
  method: ProjectionMethod,
  existing: StoredMap | undefined,
): Readonly<Record<string, ParameterValue>> {
  if (existing?.origin === undefined) return {};
  const parameters = knownParameters(method, existing.parameters);
  return parametersProblem(method, parameters) === undefined ? parameters : {};
}
