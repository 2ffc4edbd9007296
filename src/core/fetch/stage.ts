import * as l10n from '@vscode/l10n';
import pLimit from 'p-limit';
import * as z from 'zod';
import { decodeJson, encodeJson } from '../collection/json.ts';
import { conceptSlug, conceptSlugs, searchPath } from '../collection/paths.ts';
import type { FailedImage } from '../collection/schema.ts';
import { writeAnew, writeCache } from '../collection/write-anew.ts';
import { conceptKey, conceptQueries, LONGEST_CONCEPT, type ConceptQueries } from '../concepts.ts';
import { isAbort, isAbout, isAboutOneFile, LexiclipError } from '../errors.ts';
import { inEnglish } from '../language.ts';
import type { ConceptReport } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { describeError } from '../wording.ts';
import type { FetchDependencies } from './dependencies.ts';
import { isGone, MovedImages } from './moved-images.ts';
import type { RequestTask, SourceRecord } from './source.ts';
import { storeImage, stopsEverything, type NotKept } from './store-image.ts';

/** Downloads under way at once; browsers open six to a host (Chromium's limit), we stay below. */
const CONCURRENT_DOWNLOADS = 4;

/**
 * Stage 1: fills the collection with up to `count` images of each concept. What stands is not asked for
 * again; what fails is reported by id and asked for next time.
 * @throws LexiclipError only for what stops everything: a disk that is full, a collection from a newer version.
 */
export async function fetchConcepts(
  concepts: readonly string[],
  count: number,
  dependencies: FetchDependencies,
  task: LongTask,
): Promise<readonly ConceptReport[]> {
  const reports: ConceptReport[] = [];
  const moved = new MovedImages(dependencies);
  // What is known of an image goes with it into further concepts.
  await dependencies.collection.view();
  for (const [index, concept] of concepts.entries()) {
    task.signal.throwIfAborted();
    const { name } = queriesOf(concept, dependencies);
    const total = concepts.length * count;
    let done = index * count;
    const onImage = (here: number, of: number): void => {
      done = index * count + Math.round((here / Math.max(of, 1)) * count);
      const message = l10n.t('{name}: {done} of {total} images', { name, done: here, total: of });
      task.onProgress({ stage: 'fetch', done, total, message });
    };
    const onWait = (reason: string): void => {
      const message = l10n.t('{name}: {reason}', { name, reason });
      task.onProgress({ stage: 'fetch', done, total, message, isPaused: true });
    };
    try {
      reports.push(
        await fetchConcept(
          concept,
          count,
          { ...dependencies, moved },
          { signal: task.signal, onWait },
          onImage,
        ),
      );
    } catch (error) {
      // Its folder, or a file in it, is such that nothing can be written there.
      if (!isAboutOneFile(error)) throw error;
      const reason = describeError(error);
      dependencies.logger.warn(`${name}: ${reason}`);
      reports.push({ ...nothingOf(name, count), failed: [{ id: name, reason }] });
    }
  }
  await dropGone(dependencies);
  return reports;
}

function queriesOf(concept: string, { source }: FetchDependencies): ConceptQueries {
  return source.hasExactNames === true ? { name: concept, queries: [concept] } : conceptQueries(concept);
}

function nothingOf(name: string, requested: number): Omit<ConceptReport, 'failed'> {
  return { name, requested, available: 0, fetched: 0, cached: 0 };
}

async function fetchConcept(
  concept: string,
  count: number,
  dependencies: FetchDependencies & { readonly moved: MovedImages },
  task: RequestTask,
  onImage: (done: number, total: number) => void,
): Promise<ConceptReport> {
  const { collection, source, clock, logger } = dependencies;
  const { name, queries } = queriesOf(concept, dependencies);
  if (name.length > LONGEST_CONCEPT) {
    const problem = l10n.t('is longer than {0} characters', LONGEST_CONCEPT);
    throw new LexiclipError({ kind: 'bad-argument', argument: `${name.slice(0, 40)}…`, problem });
  }
  const report = nothingOf(name, count);

  onImage(0, count);
  const leftOut: Record<string, number> = {};
  const onLeftOut = (what: string, found: number): void => {
    leftOut[what] = (leftOut[what] ?? 0) + found;
  };
  const removed = await removedFrom(name, dependencies);
  let available: readonly SourceRecord[];
  try {
    const onNote = (note: string): void => logger.warn(`${name}: ${note}`);
    const wanted = count + removed.size;
    available = await searchAll(queries, wanted, dependencies, { ...task, onLeftOut, onNote });
    if (available.length === 0)
      throw new LexiclipError({ kind: 'nothing-found', concept: name, source: source.id });
  } catch (error) {
    if (isAbort(error) || stopsEverything(error)) throw error;
    logger.warn(describeError(error));
    const unanswered = !isAbout(error, 'nothing-found') && !isAbout(error, 'unknown-sample-concept');
    return { ...report, failed: [{ id: name, reason: describeError(error) }], unanswered };
  }
  for (const [what, found] of Object.entries(leftOut)) logger.warn(`${name}: ${found} ${what} left out`);

  const records = available.filter(({ id }) => !removed.has(id)).slice(0, count);
  const slug = await collection.addConcept(name, source.hasExactNames);
  const outcomes = new Map<string, 'fetched' | 'cached' | NotKept>();
  const limit = pLimit(CONCURRENT_DOWNLOADS);
  const settled = await Promise.allSettled(
    records.map((record) =>
      limit(async () => {
        task.signal.throwIfAborted();
        outcomes.set(record.id, await storeImage(record, name, slug, dependencies, task));
        onImage(outcomes.size, records.length);
      }),
    ),
  );

  // Written in any case, so that a cancelled run shows what it has.
  const served = records.map(({ id }) => id);
  const notKept = served.flatMap((id) => {
    const outcome = outcomes.get(id);
    return typeof outcome === 'object' ? outcome : [];
  });
  const withReasons = (): FailedImage[] =>
    notKept.map(({ id, error }) => ({ id, reason: describeError(error) }));
  const failed = withReasons();
  const before = await collection.readConcept(slug);
  const kept = served.filter((id) => typeof outcomes.get(id) === 'string');
  const images = [...kept, ...(before?.images ?? []).filter((id) => !kept.includes(id))];
  await collection.writeConcept(slug, {
    ...before,
    query: concept,
    source: source.id,
    requested: Math.max(count, before?.requested ?? 0),
    fetchedAt: [...outcomes.values()].includes('fetched')
      ? clock.now().toISOString()
      : (before?.fetchedAt ?? clock.now().toISOString()),
    available: available.length,
    images,
    // A file is read by everyone who shares the collection.
    missing: inEnglish(withReasons),
  });
  for (const result of settled) if (result.status === 'rejected') throw result.reason;
  for (const { id, reason } of failed) logger.warn(`${name}, image ${id}: ${reason}`);
  const countOf = (kind: string): number =>
    [...outcomes.values()].filter((outcome) => outcome === kind).length;
  return {
    ...report,
    available: available.length,
    fetched: countOf('fetched'),
    cached: countOf('cached'),
    failed,
    ...(Object.keys(leftOut).length === 0 ? {} : { leftOut }),
  };
}

/** The images that the user took out of a concept, by id. */
async function removedFrom(
  name: string,
  { collection, source }: FetchDependencies,
): Promise<ReadonlySet<string>> {
  const { concepts = [] } = (await collection.read()) ?? {};
  const isExact = source.hasExactNames === true;
  const known = concepts.find((one) => one === name || (!isExact && conceptKey(one) === conceptKey(name)));
  const slug = known === undefined ? undefined : conceptSlugs(concepts).get(known);
  const concept = slug === undefined ? undefined : await collection.readConcept(slug);
  return new Set(concept?.removed);
}

const keptSearchSchema = z.looseObject({
  /** How many results were wanted. */
  count: z.number().default(0),
  records: z.array(
    z.object({ id: z.string(), raw: z.record(z.string(), z.json()), locations: z.array(z.string()) }),
  ),
});

/** The records of all phrasings, each once, in the order served; no more phrasings are asked than it takes. */
async function searchAll(
  queries: readonly string[],
  count: number,
  dependencies: FetchDependencies,
  task: RequestTask,
): Promise<readonly SourceRecord[]> {
  const found = new Map<string, SourceRecord>();
  for (const query of queries) {
    const records = await searchOnce(query, count, dependencies, task);
    for (const record of records) if (!found.has(record.id)) found.set(record.id, record);
    if (found.size >= count) break;
  }
  return [...found.values()];
}

/**
 * A service is asked once for each query; its answer is kept and serves retries, and larger counts where it was whole:
 * the service does not page, or had fewer results than were wanted.
 */
async function searchOnce(
  query: string,
  count: number,
  { collection, source, clock }: FetchDependencies,
  task: RequestTask,
): Promise<readonly SourceRecord[]> {
  if (!source.keepsAnswers) return source.search(query, count, task);
  const { scope = '', isPaged = false } = source;
  const path = searchPath(source.id, conceptSlug(`${scope} ${query}`));
  const kept = await collection.problems.ofCache(path, async () => {
    const text = await collection.store.readText(path);
    return text === undefined ? undefined : decodeJson(text, keptSearchSchema, path);
  });
  const isEnough = (answer: { count: number; records: readonly unknown[] }): boolean =>
    !isPaged || answer.count >= count || answer.records.length < answer.count;
  if (kept !== undefined && isEnough(kept)) return kept.records;
  const records = await source.search(query, count, task);
  if (records.length > 0) {
    const answer = { query, source: source.id, fetchedAt: clock.now().toISOString(), count, records };
    await writeCache(collection, path, () => writeAnew(collection, path, encodeJson(answer)));
  }
  return records;
}

/** Forgets images of the source that stayed where they were and are there no more. */
async function dropGone({ collection, source, logger }: FetchDependencies): Promise<void> {
  const { covers } = source;
  if (covers === undefined) return;
  for (const { slug, file: concept, images: listed } of (await collection.view()).concepts) {
    const gone = new Set<string>();
    for (const { id, image } of listed) if (covers(image) && (await isGone(collection, image))) gone.add(id);
    if (concept === undefined || gone.size === 0) continue;
    const images = concept.images.filter((id) => !gone.has(id));
    try {
      await collection.writeConcept(slug, { ...concept, images });
      for (const id of gone) await collection.removePrompt(slug, id);
    } catch (error) {
      if (!isAboutOneFile(error)) throw error;
      logger.warn(describeError(error));
    }
  }
}
