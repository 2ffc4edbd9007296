import type { Clock } from '../clock.ts';
import type { CollectionView } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import type { JsonObject } from '../collection/json-value.ts';
import { conceptSlug, conceptSlugs } from '../collection/paths.ts';
import { conceptKey, LONGEST_CONCEPT, trimmedName } from '../concepts.ts';
import { LexiclipError } from '../errors.ts';
import type { ClusterReference, MadeConcept } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { clusterColumns } from './columns.ts';
import { findCluster, type FoundCluster } from './find-cluster.ts';

/** What `concept.json` says of where the images come from: each image's own source stays in its prompt file. */
const SOURCE = 'cluster';

/**
 * Makes a concept of a cluster's images, as if a source had found them: a prompt file for each under the new concept,
 * beside those that they have. Nothing is fetched, and nothing that stands is changed. The concept is there when
 * all of it is: what a run that was cancelled has written is taken up by the next. Needs the turn to write.
 * @param given Empty: the cluster's name.
 * @throws LexiclipError `bad-argument` for a name that cannot be given or a cluster without images, what
 * `findCluster` and what writing throws.
 */
export async function makeConcept(
  reference: ClusterReference,
  given: string,
  {
    collection,
    vectors,
    clock,
  }: { readonly collection: Collection; readonly vectors: string; readonly clock: Clock },
  { signal, onProgress }: LongTask,
): Promise<MadeConcept> {
  const found = await findCluster(collection, vectors, reference);
  const name = trimmedName(given) || trimmedName(found.cluster.name);
  const view = await collection.view();
  const names = view.concepts.map((concept) => concept.name);
  const problem = conceptNameProblem(name, names);
  if (problem !== undefined) throw badArgument(name, problem);
  const members = await imagesOf(found, view, collection);
  if (members.length === 0) throw badArgument(found.cluster.name, 'has no images in this collection');

  const slug = conceptSlugs([...names, name]).get(name) ?? conceptSlug(name);
  const images: string[] = [];
  for (const [done, id] of members.entries()) {
    signal.throwIfAborted();
    const message = `${name}: ${done} of ${members.length} images`;
    onProgress({ stage: 'fetch', done, total: members.length, message });
    const prompt = await collection.promptOf(view, id);
    if (prompt === undefined) continue;
    // Of a concept that was taken out of the list by hand: what somebody wrote into its prompt files stays.
    const { lexiclip: before, ...record } = (await collection.usablePrompt(slug, id)) ?? prompt;
    const mark = { ...before, ...prompt.lexiclip, concept: name };
    await collection.writePrompt(slug, id, record as JsonObject, mark);
    images.push(id);
  }
  await collection.writeConcept(slug, {
    query: name,
    source: SOURCE,
    requested: images.length,
    fetchedAt: clock.now().toISOString(),
    available: images.length,
    images,
    missing: [],
  });
  await collection.addConcept(name, true);
  return { name, images: images.length };
}

/** Why a new concept cannot be called so, as the end of a sentence about the name; undefined where it can. */
export function conceptNameProblem(given: string, concepts: readonly string[]): string | undefined {
  const name = trimmedName(given);
  if (name === '') return 'is no name';
  if (name.length > LONGEST_CONCEPT) return `is longer than ${LONGEST_CONCEPT} characters`;
  const isTaken = concepts.some((one) => conceptKey(one) === conceptKey(name));
  return isTaken ? 'is a concept already; choose another name' : undefined;
}

/** By id, in the collection's order. */
async function imagesOf(
  { stored, level, cluster }: FoundCluster,
  { images }: CollectionView,
  { pause }: Collection,
): Promise<readonly string[]> {
  const ids = images.map(({ id }) => id);
  const columns = await clusterColumns(stored, ids, pause);
  const column = columns.find(({ name }) => name === level);
  return ids.filter((_, row) => column?.clusters[column.clusterOf[row] ?? -1] === cluster);
}

function badArgument(name: string, problem: string): LexiclipError {
  return new LexiclipError({ kind: 'bad-argument', argument: `“${name}”`, problem });
}
