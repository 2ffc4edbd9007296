import type { LayoutFrame, Projection, RunControl } from './projector.ts';
import type { LayoutRun } from './run.ts';

/** Steps are taken for so long before messages are looked at: Stop and new parameters wait no longer. */
const TURN_MS = 40;
/** The eye follows a few pictures a second, and each is copied between threads. */
const FRAME_MS = 150;

export interface DriveOptions {
  readonly dimensions: number;
  readonly onFrame: ((frame: LayoutFrame) => void) | undefined;
  readonly onProgress: (done: number, total: number) => void;
  /** Lets messages in. */
  readonly pause: () => Promise<void>;
  /** Milliseconds. */
  readonly now: () => number;
  readonly onStart: (control: RunControl) => void;
}

/**
 * Takes a run to its end, or to where it is stopped.
 * @throws RangeError where the layout has numbers that are not finite.
 */
export async function drive(run: LayoutRun, options: DriveOptions): Promise<Projection> {
  const { dimensions, onFrame, onProgress, pause, now } = options;
  let stopped = false;
  options.onStart({
    stop: () => {
      stopped = true;
    },
    change: (parameters) => run.change(parameters),
  });
  const frame = (): void => {
    onFrame?.({ layout: run.layout(), dimensions, done: run.done, total: run.total });
  };
  frame();
  let framed = now();
  // A stop or a change may come during the pause behind the last step.
  for (let turn = now(); run.done < run.total && !isSet(stopped); turn = now()) {
    do run.step();
    while (run.done < run.total && now() - turn < TURN_MS);
    onProgress(run.done, run.total);
    if (now() - framed >= FRAME_MS) {
      frame();
      framed = now();
    }
    await pause();
  }
  const layout = Float64Array.from(run.layout());
  if (!layout.every(Number.isFinite)) throw new RangeError('the layout has numbers that are not finite');
  const loss = run.loss();
  const result = { layout, dimensions, steps: run.done, stopped: run.done < run.total };
  return Number.isFinite(loss) ? { ...result, loss } : result;
}

/** The compiler does not see that a callback sets it. */
function isSet(flag: boolean): boolean {
  return flag;
}
