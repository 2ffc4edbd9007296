import * as l10n from '@vscode/l10n';
import type { ProjectionMethod } from '../collection/schema.ts';
import { countOfImages, describeLacking } from '../counted.ts';
import { localList, localNumber } from '../language.ts';
import { methodTitle } from '../project/parameters.ts';
import type { CollectionState, Ended, MapFacts } from './state.ts';

/** What people read of a collection that is not finished. */
export interface StateText {
  readonly title: string;
  /** One line: what there is. */
  readonly label: string;
  /** What happened, if anything, and what there is: a paragraph each. */
  readonly paragraphs: readonly string[];
  /** Which button it has. */
  readonly action: NextTitle;
  /** Which one stands beside it: a stage alone. */
  readonly alone?: 'Embed Only';
}

export type Outdated = Pick<MapFacts, 'missing' | 'gone'>;

export type NextTitle = 'Embed and Map' | 'Make Maps' | 'Continue' | 'Try Again' | 'Cancel';

/** What people read on the button of a step. */
export function stepLabel(step: NextTitle | NonNullable<StateText['alone']>): string {
  switch (step) {
    case 'Embed and Map':
      return l10n.t('Embed and Map');
    case 'Make Maps':
      return l10n.t('Make Maps');
    case 'Continue':
      return l10n.t('Continue');
    case 'Try Again':
      return l10n.t('Try Again');
    case 'Embed Only':
      return l10n.t('Embed Only');
    case 'Cancel':
      return l10n.t('Cancel');
  }
}

/** Undefined where there is nothing, or maps that only need to be updated, if anything. */
export function describeState(state: CollectionState): StateText | undefined {
  const { images, embedded, ended } = state;
  const rest = images - embedded;
  const told = (...paragraphs: string[]): readonly string[] =>
    ended?.how === 'failed' ? [ended.sentence, ...paragraphs] : paragraphs;
  switch (state.kind) {
    case 'empty':
      return state.isRunning ? working(0) : undefined;
    case 'fetched': {
      const label =
        images === 1
          ? l10n.t('1 image has no vector yet.')
          : l10n.t('{0} images have no vectors yet.', localNumber(images));
      if (state.isRunning) return working(images);
      const paragraphs = told(`${label} ${l10n.t('Once they are embedded, they become maps.')}`);
      const action = ended?.how === 'failed' ? 'Try Again' : 'Embed and Map';
      return { title: titleOf(ended, l10n.t('No map yet')), label, paragraphs, action, alone: 'Embed Only' };
    }
    case 'partlyEmbedded': {
      const label = partly(embedded, images);
      if (state.isRunning) return working(images);
      const paragraphs = told(
        `${label} ${l10n.t('Nothing is lost.')}`,
        rest === 1
          ? l10n.t('Continue embeds the other image and makes the maps.')
          : l10n.t('Continue embeds the other {0} and makes the maps.', localNumber(rest)),
      );
      const title = titleOf(ended, l10n.t('Not finished'));
      return { title, label, paragraphs, action: 'Continue', alone: 'Embed Only' };
    }
    case 'embedded': {
      const label =
        images === 1
          ? l10n.t('1 image, no map yet.')
          : l10n.t('{0} images, no map yet.', localNumber(images));
      if (state.isRunning) return working(images);
      const paragraphs = told(`${embeddedAll(images)} ${l10n.t('What is missing are the maps.')}`);
      return { title: titleOf(ended, l10n.t('No map yet')), label, paragraphs, action: 'Make Maps' };
    }
    case 'mapped': {
      if (state.isRunning) return working(images);
      if (ended === undefined) return undefined;
      const { outdated, unmade, lacksVectors } = state;
      const isHalf = rest > 0 && (lacksVectors || outdated.length > 0);
      const label = isHalf ? partly(embedded, images) : missingMaps(unmade);
      const paragraphs = told(`${label} ${l10n.t('Nothing is lost.')}`);
      const text = {
        title: titleOf(ended, l10n.t('Not finished')),
        label,
        paragraphs,
        action: 'Continue',
      } as const;
      return isHalf ? { ...text, alone: 'Embed Only' } : text;
    }
  }
}

/** Of a map that does not show what the collection has. */
export function describeOutdated({ missing, gone }: Outdated): string {
  const lacks = describeLacking(missing);
  if (gone === 0) return lacks;
  const lost =
    gone === 1
      ? l10n.t('1 image on this map is gone from the collection.')
      : l10n.t('{0} images on this map are gone from the collection.', localNumber(gone));
  return missing === 0 ? lost : `${lacks} ${lost}`;
}

/** The same as a mark. */
export function outdatedMark({ missing, gone }: Outdated): string {
  if (gone === 0) return l10n.t('{0} missing', countOfImages(missing));
  return missing === 0
    ? l10n.t('{0} gone', countOfImages(gone))
    : l10n.t('{0} missing, {1} gone', countOfImages(missing), localNumber(gone));
}

function working(images: number): StateText {
  const label =
    images === 0 ? l10n.t('At work on the first images.') : l10n.t('At work on {0}.', countOfImages(images));
  return { title: l10n.t('At work'), label, paragraphs: [label], action: 'Cancel' };
}

function titleOf(ended: Ended | undefined, title: string): string {
  if (ended === undefined) return title;
  if (ended.how === 'cancelled') return l10n.t('Stopped');
  return ended.isModel ? l10n.t('No model yet') : l10n.t('Not finished');
}

function partly(embedded: number, images: number): string {
  return embedded === 1
    ? l10n.t('1 of {0} is embedded.', countOfImages(images))
    : l10n.t('{0} of {1} are embedded.', localNumber(embedded), countOfImages(images));
}

function embeddedAll(images: number): string {
  return images === 1
    ? l10n.t('The image is embedded.')
    : l10n.t('All {0} images are embedded.', localNumber(images));
}

function missingMaps(methods: readonly ProjectionMethod[]): string {
  if (methods.length === 0) return l10n.t('The maps do not show all images.');
  const titles = methods.map((method) => methodTitle(method));
  return methods.length === 1
    ? l10n.t('The map {0} was not made.', titles.join(''))
    : l10n.t('These maps were not made: {0}.', localList(titles));
}
