import type { ParameterValue } from '../../core/collection/schema.ts';
import { changeProblem, type LiveLayoutFrame } from '../../core/explore/live-layout.ts';
import type { LiveLayoutInfo } from '../../core/explore/map.ts';
import type { LiveLayoutRun } from '../../core/project/live-layout.ts';
import { projectionTitle } from '../../core/project/parameters.ts';
import type { LayoutFrame } from '../../core/project/projector.ts';

type Parameters = Readonly<Record<string, ParameterValue>>;

/** A run in a folder, and what the user has changed about it. */
export class LiveLayout {
  readonly run: LiveLayoutRun;
  #parameters: Parameters;
  #frame: LayoutFrame | undefined;

  /** @param onFrame Told that there is another frame. */
  constructor(run: LiveLayoutRun, onFrame: () => void) {
    this.run = run;
    this.#parameters = run.parameters;
    run.onFrame((frame) => {
      this.#frame = frame;
      onFrame();
    });
  }

  /** For a page. */
  get map(): LiveLayoutInfo {
    const { name, method, seed, model, device, ids } = this.run;
    const title = projectionTitle({ name, method });
    return { name, title, method, seed, parameters: this.#parameters, model, device, ids };
  }

  get frame(): LiveLayoutFrame | undefined {
    if (this.#frame === undefined) return undefined;
    const { layout, dimensions, done, total } = this.#frame;
    return { coordinates: layout, dimensions, done, total };
  }

  stop(): void {
    this.run.control.stop();
  }

  /** Goes on with other parameters. Answers why not, where it cannot. */
  change(parameters: Parameters): string | undefined {
    const problem = changeProblem(this.run.method, parameters, this.#parameters);
    if (problem !== undefined) return problem;
    this.#parameters = { ...this.#parameters, ...parameters };
    this.run.control.change(this.#parameters);
    return undefined;
  }
}
