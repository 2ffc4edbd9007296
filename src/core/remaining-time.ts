import * as l10n from '@vscode/l10n';
import type { Progress, ProgressStage } from './signal.ts';

/*
 * How long the rest of a stage takes, by its pace so far. An estimate is given only where it can be stood by: not before
 * some steps are done, not while the work pauses, and not while it stalls.
 */

/** Before this, and before so many steps, a pace is chance. */
const LEAST_MS = 4000;
const LEAST_STEPS = 4;
/** After this the past counts half: long enough to see through limits of requests per minute. */
const HALF_LIFE_MS = 120_000;
/** A step that takes longer than this, and than so many usual ones, is a stall. */
const STALL_MS = 10_000;
const STALL_STEPS = 5;

/** What was seen of a stage. */
export interface Pace {
  readonly stage: ProgressStage;
  readonly done: number;
  readonly total: number;
  readonly isPaused: boolean;
  /** When `done` was reached. */
  readonly at: number;
  /** How often something was done since the stage began, and in what time. */
  readonly steps: number;
  readonly seenMs: number;
  /** What was done, and in what time; what is longer ago counts less. */
  readonly work: number;
  readonly workMs: number;
}

/**
 * Takes note of how far a stage is. What was done before the first note counts as nothing, so that work that is taken up
 * again has its own pace. Pauses count as time: a limit of requests per minute comes again.
 * @param now Milliseconds from some moment.
 */
export function paced(before: Pace | undefined, progress: Progress, now: number): Pace {
  const { stage, done, total, isPaused = false } = progress;
  const isOther = before?.stage !== stage || before.total !== total || done < before.done;
  if (isOther) return { stage, done, total, isPaused, at: now, steps: 0, seenMs: 0, work: 0, workMs: 0 };
  if (done === before.done) return { ...before, isPaused };
  const ms = Math.max(0, now - before.at);
  const kept = 0.5 ** (ms / HALF_LIFE_MS);
  return {
    stage,
    done,
    total,
    isPaused,
    at: now,
    steps: before.steps + 1,
    seenMs: before.seenMs + ms,
    work: before.work * kept + done - before.done,
    workMs: before.workMs * kept + ms,
  };
}

/** Milliseconds that the rest of the stage takes, as far as that can be told. @param now As in `paced`. */
export function remainingMs(pace: Pace | undefined, now: number): number | undefined {
  if (pace === undefined || pace.isPaused) return undefined;
  const { done, total, at, steps, seenMs, work, workMs } = pace;
  if (steps < LEAST_STEPS || seenMs < LEAST_MS || done >= total) return undefined;
  const since = Math.max(0, now - at);
  if (since > Math.max(STALL_MS, (STALL_STEPS * seenMs) / steps)) return undefined;
  return Math.max(0, ((total - done) * workMs) / work - since);
}

const MINUTE_MS = 60_000;

/** As people say it: `about 2 minutes left`. No more exact than an estimate is. */
export function describeRemaining(ms: number): string {
  if (ms < 10_000) return l10n.t('a few seconds left');
  if (ms < MINUTE_MS) return l10n.t('less than a minute left');
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes === 1) return l10n.t('about 1 minute left');
  if (minutes < 60)
    return l10n.t('about {0} minutes left', minutes <= 10 ? minutes : 5 * Math.round(minutes / 5));
  const hours = Math.round(minutes / 60);
  if (hours === 1) return l10n.t('about 1 hour left');
  return hours <= 24 ? l10n.t('about {0} hours left', hours) : l10n.t('more than a day left');
}
