import type { ProjectionMethod } from '../collection/schema.ts';

/*
 * How far a collection is on its way to maps: what is there, what is missing, and what leads on. The sidebar and the page
 * show the same.
 */

/** What counts of a collection (state-facts.ts). */
export interface StateFacts {
  /** Images that have a vector, or could have one. */
  readonly images: number;
  /** Those of them that have one of the chosen model. */
  readonly embedded: number;
  readonly maps: readonly MapFacts[];
}

/** A map beside the images that the collection has by now. */
export interface MapFacts {
  readonly name: string;
  /** Images that have or could have a vector, and are not on the map. */
  readonly missing: number;
  /** Images on the map that are gone from the collection. */
  readonly gone: number;
  /** Whether it was made of another model than the chosen one. */
  readonly isOther: boolean;
}

/** How a run that did not come to its end has ended. */
export type Ended =
  | { readonly how: 'cancelled' }
  /** `sentence`: what happened and what to do; `isModel`: no model could be had. */
  | { readonly how: 'failed'; readonly sentence: string; readonly isModel: boolean };

/** What is and was done in a folder. */
export interface RunFacts {
  readonly isRunning: boolean;
  /** Of the last run that was to make maps. */
  readonly ended?: Ended | undefined;
  /** The maps that it was to make. */
  readonly wanted?: readonly ProjectionMethod[] | undefined;
}

interface Counts {
  readonly images: number;
  readonly embedded: number;
  readonly isRunning: boolean;
  readonly ended?: Ended | undefined;
}

export type CollectionState = Counts &
  /** There are no images. */
  (
    | { readonly kind: 'empty' }
    /** Images without a vector, and no map. */
    | { readonly kind: 'fetched' }
    /** Some have one, and there is no map. */
    | { readonly kind: 'partlyEmbedded' }
    /** All have one, and there is no map. */
    | { readonly kind: 'embedded' }
    /** There are maps. */
    | {
        readonly kind: 'mapped';
        /** Those that do not show what the collection has. */
        readonly outdated: readonly MapFacts[];
        /** Maps that the last run was to make and did not. */
        readonly unmade: readonly ProjectionMethod[];
        /** Whether no map is of the chosen model, and images lack vectors of it. */
        readonly lacksVectors: boolean;
      }
  );

/** What the user can do next: go on to the usual maps, only embed, or bring maps that there are up to date. */
export const nextSteps = ['continue', 'embed', 'update'] as const;
export type NextStep = (typeof nextSteps)[number];

export function collectionState(
  { images, embedded, maps }: StateFacts,
  { isRunning, ended, wanted = [] }: RunFacts,
): CollectionState {
  const counts = { images, embedded, isRunning, ...(isRunning || ended === undefined ? {} : { ended }) };
  if (maps.length > 0) {
    const outdated = maps.filter(({ missing, gone }) => missing + gone > 0);
    const unmade = ended === undefined ? [] : wanted.filter((one) => maps.every(({ name }) => name !== one));
    const lacksVectors = embedded < images && maps.every(({ isOther }) => isOther);
    return { kind: 'mapped', ...counts, outdated, unmade, lacksVectors };
  }
  if (images === 0) return { kind: 'empty', ...counts };
  if (embedded === 0) return { kind: 'fetched', ...counts };
  return { kind: embedded < images ? 'partlyEmbedded' : 'embedded', ...counts };
}

/** Whether nothing is missing: how a run ended does not matter any more then. */
export function isComplete(state: CollectionState): boolean {
  if (state.kind !== 'mapped') return false;
  const { outdated, unmade, ended, lacksVectors } = state;
  return outdated.length + unmade.length === 0 && (ended === undefined || !lacksVectors);
}

/** The state of one map; undefined where it shows what the collection has. */
export function outdatedMap(state: CollectionState | undefined, name: string): MapFacts | undefined {
  return state?.kind === 'mapped' ? state.outdated.find((map) => map.name === name) : undefined;
}
