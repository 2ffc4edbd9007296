import * as l10n from '@vscode/l10n';
import { describeRemaining } from './remaining-time.ts';
import type { Progress, ProgressStage } from './signal.ts';

/** What people read of a stage: at length, and in a word or two for a tab and the status bar. */
function titlesOf(stage: ProgressStage): readonly [title: string, short: string] {
  switch (stage) {
    case 'wait':
      return [l10n.t('Waiting'), l10n.t('Waiting')];
    case 'fetch':
      return [l10n.t('Fetching'), l10n.t('Fetching')];
    case 'model':
      return [l10n.t('Preparing the model'), l10n.t('Preparing')];
    case 'measure':
      return [l10n.t('Measuring this machine'), l10n.t('Measuring')];
    case 'embed':
      return [l10n.t('Embedding'), l10n.t('Embedding')];
    case 'pictures':
      return [l10n.t('Making thumbnails'), l10n.t('Thumbnails')];
    case 'read':
      return [l10n.t('Reading files'), l10n.t('Reading')];
    case 'compare':
      return [l10n.t('Comparing'), l10n.t('Comparing')];
    case 'project':
      return [l10n.t('Making the map'), l10n.t('Making Map')];
    case 'clusters':
      return [l10n.t('Finding clusters'), l10n.t('Clusters')];
    case 'change':
      return [l10n.t('Changing'), l10n.t('Changing')];
    case 'export':
      return [l10n.t('Exporting'), l10n.t('Exporting')];
    case 'import':
      return [l10n.t('Importing'), l10n.t('Importing')];
    case 'subset':
      return [l10n.t('Picking'), l10n.t('Picking')];
    case 'cuda':
      return [l10n.t('Setting up CUDA'), 'CUDA'];
  }
}

/** What people read of running work; plain data, for the page as well. */
export interface WorkText {
  /** What is being done. */
  readonly title: string;
  /** How far it is, and how long the rest takes where that is known: `64 of 120 images, about 2 minutes left`. */
  readonly detail: string;
  /** All of it in a few words: `Embedding 53 %`. */
  readonly short: string;
  /** 0 to 100; absent where there is nothing to count. */
  readonly percent?: number | undefined;
}

/** @param left Milliseconds that the stage still takes, where that is known. */
export function describeProgress(
  { stage, done, total, message, isPaused = false }: Progress,
  left?: number,
): WorkText {
  const [title, word] = titlesOf(stage);
  const isCounted = total > 1 && stage !== 'wait';
  const percent = isCounted ? Math.floor((100 * Math.min(done, total)) / total) : undefined;
  const rest = left === undefined || isPaused ? '' : describeRemaining(left);
  const detail =
    message === '' || rest === '' ? message || rest : l10n.t('{done}, {rest}', { done: message, rest });
  const short = percent === undefined ? word : l10n.t('{work} {percent} %', { work: word, percent });
  return { title, detail, short, percent };
}

/** In one line. */
export function workLine({ title, detail }: Pick<WorkText, 'title' | 'detail'>): string {
  return detail === '' ? title : `${title} · ${detail}`;
}
