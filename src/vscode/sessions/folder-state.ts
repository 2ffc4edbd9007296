import type { CollectedImage } from '../../core/collection/collection-view.ts';
import type { Collection } from '../../core/collection/collection.ts';
import { vectorsName } from '../../core/collection/embedding-rows.ts';
import type { ProjectionMethod } from '../../core/collection/schema.ts';
import { vectorOutline, vectorsStamp, type VectorOutline } from '../../core/collection/vector-outline.ts';
import { isAbort, LexiclipError, type Failure } from '../../core/errors.ts';
import { stateFacts, type ChosenVectors } from '../../core/explore/state-facts.ts';
import {
  collectionState,
  isComplete,
  type CollectionState,
  type Ended,
  type StateFacts,
} from '../../core/explore/state.ts';
import { describeError } from '../../core/wording.ts';
import { pause } from '../../node/pause.ts';

/** No model could be had. */
const OF_MODELS: readonly Failure['kind'][] = [
  'model-declined',
  'model-unreachable',
  'model-corrupt',
  'model-mismatch',
  'model-unusable',
];

/** How far a folder's collection is, and how the last run that was to make maps has ended. */
export class FolderState {
  readonly #collection: Collection;
  readonly #chosen: () => Promise<readonly ChosenVectors[]>;
  #isRunning = false;
  #ended: Ended | undefined;
  #wanted: readonly ProjectionMethod[] = [];
  /** Images that could not be embedded, with the digests that they had. */
  #hopeless: ReadonlySet<string> = new Set();
  /** What vectors are of, by their names: read again when their files have changed. */
  readonly #outlines = new Map<
    string,
    { readonly stamp: string; readonly outline: VectorOutline | undefined }
  >();
  /** What was counted last, and of what. */
  #counted: { readonly of: readonly unknown[]; readonly facts: Promise<StateFacts> } | undefined;

  constructor(collection: Collection, chosen: () => Promise<readonly ChosenVectors[]>) {
    this.#collection = collection;
    this.#chosen = chosen;
  }

  /** @throws LexiclipError `newer-format`. */
  async read(): Promise<CollectionState> {
    const facts = await this.#facts();
    const state = collectionState(facts, {
      isRunning: this.#isRunning,
      ended: this.#ended,
      wanted: this.#wanted,
    });
    const isOver = isComplete(state) || state.kind === 'empty';
    if (this.#ended === undefined || this.#isRunning || !isOver) return state;
    this.#ended = undefined;
    return collectionState(facts, { isRunning: false });
  }

  /** A run begins that is to make maps. @param wanted Those that are to be there in the end. */
  begin(wanted: readonly ProjectionMethod[]): void {
    this.#isRunning = true;
    this.#ended = undefined;
    this.#wanted = wanted;
  }

  /** It has come to its end. */
  end(): void {
    this.#isRunning = false;
  }

  /** It was cancelled or has failed. */
  fail(error: unknown): void {
    const isModel = error instanceof LexiclipError && OF_MODELS.includes(error.failure.kind);
    this.#ended = isAbort(error)
      ? { how: 'cancelled' }
      : { how: 'failed', sentence: describeError(error), isModel };
  }

  /** These have no vector, whatever is done, until their files are others. */
  giveUp(images: readonly CollectedImage[]): void {
    this.#hopeless = new Set(images.map(keyOf));
  }

  /** Counts again only where something that is counted is another. */
  async #facts(): Promise<StateFacts> {
    const [view, maps, chosen] = await Promise.all([
      this.#collection.index.recentView(),
      this.#collection.projections(),
      this.#chosen(),
    ]);
    const names = [...chosen.map(({ name }) => name), ...maps.map(({ model }) => vectorsName(model))];
    const stamps = await Promise.all(names.map((name) => vectorsStamp(this.#collection, name)));
    const of = [view, ...maps, JSON.stringify(chosen), this.#hopeless, ...stamps];
    const known = this.#counted;
    if (known?.of.length === of.length && known.of.every((one, at) => one === of[at])) return known.facts;
    const hopeless = this.#hopeless;
    const facts = stateFacts({
      view,
      maps,
      chosen,
      pause,
      outline: (name) => this.#outline(name, stamps[names.indexOf(name)] ?? ''),
      isHopeless: (image) => hopeless.has(keyOf(image)),
    });
    this.#counted = { of, facts };
    return facts;
  }

  async #outline(name: string, stamp: string): Promise<VectorOutline | undefined> {
    const known = this.#outlines.get(name);
    if (known?.stamp === stamp) return known.outline;
    const outline = await vectorOutline(this.#collection, name, pause);
    this.#outlines.set(name, { stamp, outline });
    return outline;
  }
}

function keyOf({ id, sha256 }: CollectedImage): string {
  return `${sha256} ${id}`;
}
