import * as l10n from '@vscode/l10n';
import type { ProjectionMethod } from '../collection/schema.ts';
import { countOfImages } from '../counted.ts';
import { methodTitles } from '../project/parameters.ts';
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
      const label = `${countOfImages(images)} ${images === 1 ? 'has no vector' : 'have no vectors'} yet.`;
      if (state.isRunning) return working(images);
      const paragraphs = told(`${label} Once they are embedded, they become maps.`);
      const action = ended?.how === 'failed' ? 'Try Again' : 'Embed and Map';
      return { title: titleOf(ended, 'No map yet'), label, paragraphs, action, alone: 'Embed Only' };
    }
    case 'partlyEmbedded': {
      const label = partly(embedded, images);
      if (state.isRunning) return working(images);
      const paragraphs = told(
        `${label} Nothing is lost.`,
        `Continue embeds the other ${rest} and makes the maps.`,
      );
      const title = titleOf(ended, 'Not finished');
      return { title, label, paragraphs, action: 'Continue', alone: 'Embed Only' };
    }
    case 'embedded': {
      const label = `${countOfImages(images)}, no map yet.`;
      if (state.isRunning) return working(images);
      const paragraphs = told(`${embeddedAll(images)} What is missing are the maps.`);
      return { title: titleOf(ended, 'No map yet'), label, paragraphs, action: 'Make Maps' };
    }
    case 'mapped': {
      if (state.isRunning) return working(images);
      if (ended === undefined) return undefined;
      const { outdated, unmade, lacksVectors } = state;
      const isHalf = rest > 0 && (lacksVectors || outdated.length > 0);
      const label = isHalf ? partly(embedded, images) : missingMaps(unmade);
      const paragraphs = told(`${label} Nothing is lost.`);
      const text = { title: titleOf(ended, 'Not finished'), label, paragraphs, action: 'Continue' } as const;
      return isHalf ? { ...text, alone: 'Embed Only' } : text;
    }
  }
}

/** Of a map that does not show what the collection has. */
export function describeOutdated({ missing, gone }: Outdated): string {
  const lacks = `${countOfImages(missing)} ${missing === 1 ? 'is' : 'are'} not on this map`;
  if (gone === 0) return `${lacks}.`;
  if (missing > 0) return `${lacks}, and ${gone} on it ${gone === 1 ? 'is' : 'are'} gone.`;
  return `${countOfImages(gone)} on this map ${gone === 1 ? 'is' : 'are'} gone from the collection.`;
}

/** The same as a mark. */
export function outdatedMark({ missing, gone }: Outdated): string {
  if (gone === 0) return `${countOfImages(missing)} missing`;
  return missing === 0 ? `${countOfImages(gone)} gone` : `${countOfImages(missing)} missing, ${gone} gone`;
}

function working(images: number): StateText {
  const label = images === 0 ? 'At work on the first images.' : `At work on ${countOfImages(images)}.`;
  return { title: 'At work', label, paragraphs: [label], action: 'Cancel' };
}

function titleOf(ended: Ended | undefined, title: string): string {
  if (ended === undefined) return title;
  if (ended.how === 'cancelled') return 'Stopped';
  return ended.isModel ? 'No model yet' : 'Not finished';
}

function partly(embedded: number, images: number): string {
  return `${embedded} of ${countOfImages(images)} ${embedded === 1 ? 'is' : 'are'} embedded.`;
}

function embeddedAll(images: number): string {
  return images === 1 ? 'The image is embedded.' : `All ${countOfImages(images)} are embedded.`;
}

function missingMaps(methods: readonly ProjectionMethod[]): string {
  if (methods.length === 0) return 'The maps do not show all images.';
  const titles = methods.map((method) => methodTitles[method]);
  return methods.length === 1
    ? `The map ${titles.join('')} was not made.`
    : `The maps ${titles.join(' and ')} were not made.`;
}
