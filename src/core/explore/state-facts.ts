import type { CollectedImage, CollectionView } from '../collection/collection-view.ts';
import { vectorsName } from '../collection/embedding-rows.ts';
import { inSlices } from '../collection/in-slices.ts';
import type { Pause } from '../collection/index-entries.ts';
import type { StoredMap } from '../collection/stored-map.ts';
import type { VectorOutline } from '../collection/vector-outline.ts';
import type { MapFacts, StateFacts } from './state.ts';

/** Vectors that count as the chosen model's. */
export interface ChosenVectors {
  /** From `vectorsName`. */
  readonly name: string;
  readonly preprocessing: string;
  /** Of the model's file; undefined where only reading the file would tell. */
  readonly sha256?: string;
}

export interface StateSources {
  readonly view: CollectionView;
  readonly maps: readonly StoredMap[];
  /** One for each precision of the model that may serve. */
  readonly chosen: readonly ChosenVectors[];
  /** What vectors of a name are of. */
  readonly outline: (name: string) => Promise<VectorOutline | undefined>;
  /** Whether an image was found to have no vector, whatever is done. */
  readonly isHopeless: (image: CollectedImage) => boolean;
  readonly pause: Pause;
}

/** Counts what a collection's state is read off. In slices: a hundred thousand images do not hold the event loop. */
export async function stateFacts(sources: StateSources): Promise<StateFacts> {
  const { view, maps, chosen, outline, isHopeless, pause } = sources;
  let embedded = 0;
  for (const vectors of chosen) {
    const existing = usable(await outline(vectors.name), vectors);
    embedded = Math.max(embedded, await countOf(view.images, (image) => hasRow(existing, image), pause));
  }
  const images = await countOf(view.images, (image) => !isHopeless(image), pause);
  const facts: MapFacts[] = [];
  for (const map of maps) {
    if (map.method === 'imported') {
      // Only who laid it out can bring it up to date.
      facts.push({ name: map.name, isOther: true, missing: 0, gone: 0 });
      continue;
    }
    const name = vectorsName(map.model);
    // A map of another model than the chosen one gets no images but those that this one has vectors of.
    const isOther = chosen.every((vectors) => vectors.name !== name);
    const own = isOther ? await outline(name) : undefined;
    const canBeOn = (image: CollectedImage): boolean => (isOther ? hasRow(own, image) : !isHopeless(image));
    facts.push({ name: map.name, isOther, ...(await compared(map, view, canBeOn, pause)) });
  }
  // Where nothing can be embedded, all of it is still to be done.
  return { images: images === 0 ? view.images.length : images, embedded, maps: facts };
}

async function compared(
  { ids }: StoredMap,
  view: CollectionView,
  canBeOn: (image: CollectedImage) => boolean,
  pause: Pause,
): Promise<Pick<MapFacts, 'missing' | 'gone'>> {
  const placed = new Set<string>();
  let gone = 0;
  await inSlices(ids, pause, (id) => {
    placed.add(id);
    if (view.image(id) === undefined) gone++;
  });
  const missing = await countOf(view.images, (image) => !placed.has(image.id) && canBeOn(image), pause);
  return { missing, gone };
}

function usable(existing: VectorOutline | undefined, wanted: ChosenVectors): VectorOutline | undefined {
  if (existing?.preprocessing !== wanted.preprocessing) return undefined;
  return wanted.sha256 === undefined || wanted.sha256 === existing.model.sha256 ? existing : undefined;
}

function hasRow(existing: VectorOutline | undefined, { id, sha256 }: CollectedImage): boolean {
  return existing?.rows.get(id) === sha256;
}

async function countOf(
  images: readonly CollectedImage[],
  counts: (image: CollectedImage) => boolean,
  pause: Pause,
): Promise<number> {
  let count = 0;
  await inSlices(images, pause, (image) => {
    if (counts(image)) count++;
  });
  return count;
}
