import { movedImages, type MovedImages } from '../../src/core/compare/moved.ts';
import type { ProjectionView } from '../../src/core/explore/map.ts';
import { Last } from '../last.ts';
import { nextTask } from '../next-task.ts';

export interface MovedBetweenListener {
  /** @param share Of the images, from 0 to 1. */
  onProgress(share: number): void;
  onDone(): void;
}

/** Who moved between the two maps that show: computed beside what the page does, and once for the same maps. */
export class MovedBetween {
  readonly #listener: MovedBetweenListener;
  #maps: readonly [ProjectionView, ProjectionView] | undefined;
  #running: AbortController | undefined;
  #moved: MovedImages | undefined;
  readonly #views = [new Last<ProjectionView>(), new Last<ProjectionView>()] as const;

  constructor(listener: MovedBetweenListener) {
    this.#listener = listener;
  }

  /** What is known by now; begins to find it out. Undefined also while a map is being laid out: it is another with each frame. */
  between(first: ProjectionView, second: ProjectionView): MovedImages | undefined {
    if (first.liveLayout === true || second.liveLayout === true) {
      this.stop();
      return undefined;
    }
    if (!this.#isOf(first, second) && !this.#isOf(second, first)) void this.#run(first, second);
    return this.#moved;
  }

  /** A map with the share of each image's neighbours that differ from the other's, where that is known. */
  on(view: ProjectionView, other: ProjectionView): ProjectionView {
    const moved = this.#isOf(view, other) || this.#isOf(other, view) ? this.#moved : undefined;
    if (moved === undefined) return view;
    const at = this.#maps?.[0].xy === view.xy ? 0 : 1;
    return this.#views[at].of([view, moved], () => ({ ...view, moved: moved.shares }));
  }

  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#maps = undefined;
    this.#moved = undefined;
  }

  #isOf(first: ProjectionView, second: ProjectionView): boolean {
    return this.#maps?.[0].xy === first.xy && this.#maps[1].xy === second.xy;
  }

  async #run(first: ProjectionView, second: ProjectionView): Promise<void> {
    this.stop();
    const running = new AbortController();
    this.#running = running;
    this.#maps = [first, second];
    const { signal } = running;
    try {
      await nextTask();
      const moved = await movedImages(first, second, {
        signal,
        pause: nextTask,
        onStep: (done, total) => this.#listener.onProgress(done / total),
      });
      if (signal.aborted) return;
      this.#moved = moved;
      this.#listener.onDone();
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
