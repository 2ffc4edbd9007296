import { describeRemaining } from './remaining-time.ts';
import type { Progress, ProgressStage } from './signal.ts';

/** What people read of a stage: at length, and in a word or two for a tab and the status bar. */
const stages: Readonly<Record<ProgressStage, readonly [title: string, short: string]>> = {
  wait: ['Waiting', 'Waiting'],
  fetch: ['Fetching', 'Fetching'],
  model: ['Preparing the model', 'Preparing'],
  measure: ['Measuring this machine', 'Measuring'],
  embed: ['Embedding', 'Embedding'],
  pictures: ['Making thumbnails', 'Thumbnails'],
  read: ['Reading files', 'Reading'],
  compare: ['Comparing', 'Comparing'],
  project: ['Making the map', 'Making Map'],
  clusters: ['Finding clusters', 'Clusters'],
  change: ['Changing', 'Changing'],
  export: ['Exporting', 'Exporting'],
  import: ['Importing', 'Importing'],
  subset: ['Picking', 'Picking'],
  cuda: ['Setting up CUDA', 'CUDA'],
};

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
  const [title, word] = stages[stage];
  const isCounted = total > 1 && stage !== 'wait';
  const percent = isCounted ? Math.floor((100 * Math.min(done, total)) / total) : undefined;
  const rest = left === undefined || isPaused ? [] : [describeRemaining(left)];
  const detail = [message, ...rest].filter((part) => part !== '').join(', ');
  return { title, detail, short: percent === undefined ? word : `${word} ${percent} %`, percent };
}

/** In one line. */
export function workLine({ title, detail }: Pick<WorkText, 'title' | 'detail'>): string {
  return detail === '' ? title : `${title} · ${detail}`;
}
