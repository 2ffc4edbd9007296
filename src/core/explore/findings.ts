import * as l10n from '@vscode/l10n';
import type { CollectionView } from '../collection/collection-view.ts';
import { localFigure } from '../language.ts';
import { chooseKeeper, type ImageFileFacts, type KeepRule } from '../neighbours/keepers.ts';
import type { MisplacedImage, OutliersReport } from '../reports.ts';
import type { Hits } from './hits.ts';

/** Images that do not belong where they are, as the page lists them. */
export interface OddOnes extends Omit<OutliersReport, 'model'> {
  readonly kind: 'outliers';
  /** The model's label. */
  readonly model: string;
}

/** Images that are nearly the same, in sets, as the page shows them side by side. */
export interface Twins {
  readonly kind: 'duplicates';
  readonly model: string;
  readonly compared: number;
  /** From which cosine on images are taken for the same. */
  readonly similarity: number;
  /** The most alike first. */
  readonly sets: readonly TwinSet[];
  /** Of all sets, those that are not shown included. */
  readonly inAll: { readonly sets: number; readonly images: number };
}

export interface TwinSet {
  /** Of the most alike two of them. */
  readonly similarity: number;
  readonly images: readonly Twin[];
  /** How many more there are in the set: they stay as they are. */
  readonly more: number;
}

/** One image of a set. */
export interface Twin extends ImageFileFacts {
  readonly id: string;
  readonly concepts: readonly string[];
  /** Its beginning. */
  readonly prompt: string;
  /** Equal for images of a set whose files have the same bytes. */
  readonly content: number;
  /** Equal for images of a set with the same prompt. */
  readonly words: number;
}

export type Findings = OddOnes | Twins;

/** What the user decided of sets: by the image that is kept, or that all of a set stay. By the first image of the set. */
export interface KeeperChoice {
  readonly rule: KeepRule;
  /** By hand: the id of the image that stays. */
  readonly kept: ReadonlyMap<string, string>;
  /** Sets that are left as they are. */
  readonly skipped: ReadonlySet<string>;
}

/** What names a set while it is shown. */
export function setKey({ images }: TwinSet): string {
  return images[0]?.id ?? '';
}

/** The id of the image of a set that stays. */
export function keeperOf(set: TwinSet, { rule, kept }: KeeperChoice): string {
  const byHand = kept.get(setKey(set));
  const isThere = set.images.some(({ id }) => id === byHand);
  return (isThere ? byHand : set.images[chooseKeeper(set.images, rule)]?.id) ?? '';
}

/** The ids of those that would go. */
export function goersOf(sets: readonly TwinSet[], choice: KeeperChoice): readonly string[] {
  return sets.flatMap((set) => {
    if (choice.skipped.has(setKey(set))) return [];
    const keeper = keeperOf(set, choice);
    return set.images.flatMap(({ id }) => (id === keeper ? [] : [id]));
  });
}

/** The images as hits, so that they are lit on the map. */
export function hitsOf(findings: Findings, showsAlone: boolean): Hits {
  if (findings.kind === 'outliers') {
    const { misplaced, alone = [] } = findings;
    const shown = misplaced === undefined || showsAlone ? alone : misplaced;
    const title = shown === alone ? l10n.t('Images that stand alone') : l10n.t('Images among others');
    return {
      kind: 'outliers',
      title,
      ids: shown.map(({ id }) => id),
      scores: shown.map(({ score }) => score),
    };
  }
  const images = findings.sets.flatMap((set) => set.images.map(({ id }) => ({ id, score: set.similarity })));
  const title = l10n.t('Near-duplicates, similarity {0} or more', localFigure(findings.similarity));
  return {
    kind: 'duplicates',
    title,
    ids: images.map(({ id }) => id),
    scores: images.map(({ score }) => score),
  };
}

/** What was found, without what is not in the collection any more, and without what has come to where it fits. */
export function stillThere(found: Findings, view: CollectionView): Findings {
  const isThere = ({ id }: { readonly id: string }): boolean => view.image(id) !== undefined;
  if (found.kind === 'duplicates') {
    const sets = found.sets.flatMap((set) => {
      const images = set.images.filter(isThere);
      return images.length < 2 ? [] : [{ ...set, images }];
    });
    const gone = count(found.sets) - count(sets);
    const inAll = {
      sets: found.inAll.sets - (found.sets.length - sets.length),
      images: found.inAll.images - gone,
    };
    return { ...found, sets, inAll };
  }
  const { misplaced, misplacedInAll = 0, alone } = found;
  const fits = ({ id, others }: MisplacedImage): boolean => {
    const names = view.image(id)?.concepts.map((index) => view.concepts[index]?.name) ?? [];
    return names.includes(others[0]?.concept);
  };
  const left = misplaced?.filter((image) => isThere(image) && !fits(image));
  return {
    ...found,
    ...(left === undefined || misplaced === undefined
      ? {}
      : { misplaced: left, misplacedInAll: misplacedInAll - (misplaced.length - left.length) }),
    ...(alone === undefined ? {} : { alone: alone.filter(isThere) }),
  };
}

function count(sets: readonly TwinSet[]): number {
  return sets.reduce((sum, { images }) => sum + images.length, 0);
}
