import * as l10n from '@vscode/l10n';
import { collectedRows, collectedVectors, type CollectedVectors } from '../collection/collected-vectors.ts';
import type { Pause } from '../collection/index-entries.ts';
import { FORMAT_VERSION } from '../collection/schema.ts';
import type { StoredClusters } from '../collection/stored-clusters.ts';
import type { FindingsDependencies } from '../neighbours/findings-stage.ts';
import { neighbourGraph } from '../neighbours/stage.ts';
import { inputDigest } from '../project/stage.ts';
import type { ClustersRequest } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { fileLevels, type DescribedLevel } from './assemble.ts';
import { availableVocabulary, type VocabularyDependencies } from './available-vocabulary.ts';
import type { Clusterer, ComputedLevel } from './clusterer.ts';
import { readClusters, writeClusters } from './clusters-file.ts';
import { clusterColumns } from './columns.ts';
import { continuedClusters } from './earlier-clusters.ts';
import { inTurns } from './in-turns.ts';
import { suggestedNames, termsOfImages, type KnownWords } from './naming.ts';
import { nearestOf } from './rank-graph.ts';
import { textsDigest, textsOf } from './texts.ts';
import { WordsOnDemand } from './words-on-demand.ts';

export type ClusterDependencies = FindingsDependencies &
  Pick<VocabularyDependencies, 'texts' | 'logger'> & { readonly clusterer: Clusterer };

/** As UMAP joins, so that clusters lie together on its maps. */
const NEIGHBOURS = 15;
/** The maps' own. */
const USUAL_SEED = 42;

const STEPS = ['neighbours', 'clusters', 'names'] as const;
type Step = (typeof STEPS)[number];

function stepTitle(step: Step): string {
  switch (step) {
    case 'neighbours':
      return l10n.t('neighbours');
    case 'clusters':
      return l10n.t('clusters');
    case 'names':
      return l10n.t('names');
  }
}

/**
 * The clusters of a model's images, as a file. Where those that stand are of the same images, prompts, model, seed and
 * parameters, nothing is computed or written.
 * @throws LexiclipError `no-vectors`, and what comparing throws.
 */
export async function clusterImages(
  asked: ClustersRequest,
  dependencies: ClusterDependencies,
  task: LongTask,
): Promise<StoredClusters> {
  const { collection, vectors: name, sha256, clusterer, ifMayWrite } = dependencies;
  const rows = (await collectedRows(dependencies)) ?? (await collectedVectors(dependencies));
  const existing = await readClusters(collection, name);
  const { seed = existing?.seed ?? USUAL_SEED, concepts = existing?.parameters.concepts ?? true } = asked;
  const parameters = { method: 'leiden', neighbours: NEIGHBOURS, concepts } as const;
  const conceptNames = concepts ? (await collection.view()).concepts.map((concept) => concept.name) : [];
  const words = await availableVocabulary(rows.model, dependencies);
  const wanted = {
    parameters,
    seed,
    inputSha256: await inputDigest(rows, sha256),
    textsSha256: await textsDigest(textsOf(rows.images, conceptNames), rows.images.length, dependencies),
    // Names by words that are there already stay on a machine whose model has none.
    wordsSha256: words?.sha256 ?? existing?.wordsSha256,
  };
  if (existing !== undefined && (await isCurrent(existing, wanted, rows.ids, collection.pause)))
    return existing;

  const tell = (step: Step): void => {
    const done = STEPS.indexOf(step);
    task.onProgress({ stage: 'clusters', done, total: STEPS.length, message: stepTitle(step) });
  };
  tell('neighbours');
  const collected = await collectedVectors(dependencies);
  const whole = await neighbourGraph(collected, NEIGHBOURS, dependencies, task);
  tell('clusters');
  const { vectors, dimension } = collected;
  const request = { vectors, dimension, graph: nearestOf(whole, NEIGHBOURS), seed };
  const levels = await clusterer.levels(request, task);
  tell('names');
  const vocabulary = new WordsOnDemand(words, task);
  const texts = textsOf(collected.images, conceptNames);
  const described = await describe(levels, texts, vocabulary, collected, dependencies, task);
  const { model, ids } = collected;
  const { wordsSha256, ...made } = wanted;
  const clusters = {
    formatVersion: FORMAT_VERSION,
    model,
    ...made,
    // One that failed is asked again.
    ...(words === undefined || vocabulary.hasFailed ? {} : { wordsSha256 }),
    ids,
    ...fileLevels(described),
  } as const;
  const write = (): Promise<void> => writeClusters(collection, name, clusters);
  await (ifMayWrite === undefined ? write() : ifMayWrite(write));
  return clusters;
}

/** What there is to say of the clusters of each level: their names, and the earlier ones that they continue. */
async function describe(
  levels: readonly ComputedLevel[],
  texts: (row: number) => string,
  vocabulary: WordsOnDemand,
  { ids, dimension }: CollectedVectors,
  { collection, vectors: name }: FindingsDependencies,
  { signal }: LongTask,
): Promise<readonly DescribedLevel[]> {
  const turns = <T>(steps: Generator<void, T, undefined>): Promise<T> =>
    inTurns(steps, collection.pause, signal);
  const finest = levels.at(-1);
  if (finest === undefined) return [];
  const terms = await turns(termsOfImages(texts, finest));
  // As late as can be: somebody may have given names meanwhile.
  const before = await readClusters(collection, name);
  const columns = before === undefined ? [] : await clusterColumns(before, ids, collection.pause);
  const described: DescribedLevel[] = [];
  for (const level of levels) {
    const medoids = Array.from(level.medoids, (row) => ids[row] ?? '');
    const continued = continuedClusters(
      level,
      columns.find((column) => column.name === level.name),
    );
    const words = (): Promise<KnownWords | undefined> =>
      vocabulary.around({ vectors: level.centres, dimension });
    const suggested = await suggestedNames(terms, { level, medoids, continued }, words, turns);
    described.push({ level, medoids, continued, suggested });
  }
  return described;
}

type Wanted = Pick<StoredClusters, 'parameters' | 'seed' | 'inputSha256' | 'textsSha256' | 'wordsSha256'>;

/** Whether clusters were made so, and have each image once: a file may have been merged from two that had. */
async function isCurrent(
  clusters: StoredClusters,
  wanted: Wanted,
  ids: readonly string[],
  pause: Pause,
): Promise<boolean> {
  const { parameters, seed, inputSha256, textsSha256, wordsSha256 } = clusters;
  const { neighbours, concepts } = wanted.parameters;
  if (inputSha256 !== wanted.inputSha256 || seed !== wanted.seed) return false;
  if (textsSha256 !== wanted.textsSha256 || wordsSha256 !== wanted.wordsSha256) return false;
  if (parameters.neighbours !== neighbours || parameters.concepts !== concepts) return false;
  if (clusters.ids.length !== ids.length) return false;
  const columns = await clusterColumns(clusters, ids, pause);
  return columns.every(({ clusterOf }) => clusterOf.every((cluster) => cluster !== -1));
}
