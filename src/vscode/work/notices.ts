import type * as vscode from 'vscode';
import { notifyOf } from '../progress.ts';
import { LATE_MS, type RunningWork, type Works } from './works.ts';

/** What shows work by itself: the sidebar, or a page. */
export interface WorkPlace {
  /** Whether the user sees it there. */
  shows(work: RunningWork): boolean;
  /** The user sees the place, or does no more. */
  readonly onDidChangeVisibility: vscode.Event<unknown>;
}

/** Tells of work by notifications where, and as long as, none of our own places is seen. */
export class WorkNotices {
  readonly #works: Works;
  readonly #places: readonly WorkPlace[];
  readonly #disposables: readonly vscode.Disposable[];
  /** By the work, what takes its notification away. */
  readonly #open = new Map<RunningWork, () => void>();
  readonly #soon = new Map<RunningWork, ReturnType<typeof setTimeout>>();

  constructor(works: Works, places: readonly WorkPlace[]) {
    this.#works = works;
    this.#places = places;
    const follow = (): void => this.#follow();
    this.#disposables = [
      works.onChange(follow),
      ...places.map((place) => place.onDidChangeVisibility(follow)),
    ];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    for (const timer of this.#soon.values()) clearTimeout(timer);
    for (const close of this.#open.values()) close();
  }

  #follow(): void {
    const wanted = new Set(this.#works.all.filter((work) => !this.#isSeen(work)));
    for (const [work, close] of this.#open)
      if (!wanted.has(work)) {
        this.#open.delete(work);
        close();
      }
    for (const [work, timer] of this.#soon)
      if (!wanted.has(work)) {
        this.#soon.delete(work);
        clearTimeout(timer);
      }
    for (const work of wanted)
      if (!this.#open.has(work) && !this.#soon.has(work))
        // A page that is just being opened is not preceded by a notification.
        this.#soon.set(
          work,
          setTimeout(() => this.#notify(work), LATE_MS),
        );
  }

  #notify(work: RunningWork): void {
    this.#soon.delete(work);
    const until = new Promise<void>((resolve) => this.#open.set(work, resolve));
    notifyOf(work, this.#works, until);
  }

  #isSeen(work: RunningWork): boolean {
    return this.#places.some((place) => place.shows(work));
  }
}
