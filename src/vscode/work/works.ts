import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { describeProgress, type WorkText } from '../../core/describe-progress.ts';
import { paced, remainingMs, type Pace } from '../../core/remaining-time.ts';
import type { CancelSignal, LongTask, Progress } from '../../core/signal.ts';
import { systemClock } from '../../node/clock.ts';

/** What is done sooner is not told of. */
export const LATE_MS = 700;
/** Progress is told no more often. */
const PROGRESS_MS = 250;
/** While nothing is heard, what is said of the time that is left is kept true. */
const TICK_MS = 1000;

export interface WorkOptions {
  /** Of the notification. */
  readonly title: string;
  /** Where it is done; undefined for what is about the machine. */
  readonly folder?: vscode.WorkspaceFolder;
  /** Ends it, besides Cancel. */
  readonly signal?: CancelSignal;
  /** Whether it is mostly done at once, and told of only where it is not. */
  readonly isLate?: boolean;
}

/** Something long that is being done. */
export class RunningWork {
  readonly title: string;
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly #controller = new AbortController();
  readonly #began = systemClock.monotonic();
  #progress: Progress | undefined;
  #pace: Pace | undefined;

  constructor({ title, folder }: WorkOptions) {
    this.title = title;
    this.folder = folder;
  }

  /** Whether it has lasted so long that whoever looks elsewhere is told. */
  get isLong(): boolean {
    return systemClock.monotonic() - this.#began >= LATE_MS;
  }

  get signal(): CancelSignal {
    return this.#controller.signal;
  }

  /** What is being done, how far it is and how long it takes. */
  get text(): WorkText {
    if (this.signal.aborted) return bare(l10n.t('Stopping'));
    if (this.#progress === undefined) return bare(l10n.t('Starting'));
    return describeProgress(this.#progress, remainingMs(this.#pace, systemClock.monotonic()));
  }

  /** Whether it is done in a folder, or about the machine. */
  concerns({ uri }: vscode.WorkspaceFolder): boolean {
    return this.folder === undefined || this.folder.uri.toString() === uri.toString();
  }

  note(progress: Progress): void {
    this.#pace = paced(this.#pace, progress, systemClock.monotonic());
    this.#progress = progress;
  }

  cancel(): void {
    this.#controller.abort();
  }
}

function bare(title: string): WorkText {
  return { title, detail: '', short: title };
}

/** All long work of this window, for whoever shows it. */
export class Works {
  readonly #running = new Set<RunningWork>();
  readonly #changes = new vscode.EventEmitter<void>();
  /** Another work runs, one has ended, or one has got further. */
  readonly onChange = this.#changes.event;
  #told: ReturnType<typeof setTimeout> | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;

  /** The newest last. */
  get all(): readonly RunningWork[] {
    return [...this.#running];
  }

  /** What is being done in a folder, or about the machine, and lasts. */
  in(folder: vscode.WorkspaceFolder): RunningWork | undefined {
    return this.all.findLast((work) => work.isLong && work.concerns(folder));
  }

  /** Does something long: it is shown while it lasts, and can be cancelled wherever it is. */
  async run<T>(options: WorkOptions, work: (task: LongTask) => Promise<T>): Promise<T> {
    const running = new RunningWork(options);
    const begin = (): void => {
      this.#running.add(running);
      this.#tell();
    };
    const { signal: given, isLate = false } = options;
    const timer = isLate ? setTimeout(begin, LATE_MS) : undefined;
    if (!isLate) begin();
    try {
      return await work({
        signal: given === undefined ? running.signal : AbortSignal.any([given, running.signal]),
        onProgress: (progress) => {
          running.note(progress);
          if (this.#running.has(running)) this.#tellSoon();
        },
      });
    } finally {
      clearTimeout(timer);
      if (this.#running.delete(running)) this.#tell();
    }
  }

  cancel(work: RunningWork): void {
    work.cancel();
    this.#tell();
  }

  dispose(): void {
    clearTimeout(this.#told);
    clearInterval(this.#tick);
    for (const work of this.#running) work.cancel();
    this.#changes.dispose();
  }

  #tellSoon(): void {
    this.#told ??= setTimeout(() => this.#tell(), PROGRESS_MS);
  }

  #tell(): void {
    clearTimeout(this.#told);
    this.#told = undefined;
    if (this.#running.size === 0) {
      clearInterval(this.#tick);
      this.#tick = undefined;
    } else this.#tick ??= setInterval(() => this.#changes.fire(), TICK_MS);
    this.#changes.fire();
  }
}
