import type { ParameterValue } from '../../core/collection/schema.ts';
import { changeProblem, type FormingFrame } from '../../core/explore/forming.ts';
import type { FormingMap } from '../../core/explore/map.ts';
import type { FormingRun } from '../../core/project/forming.ts';
import { projectionTitle } from '../../core/project/parameters.ts';
import type { LayoutFrame } from '../../core/project/projector.ts';

type Parameters = Readonly<Record<string, ParameterValue>>;

/** A run in a folder, and what the user has changed about it. */
export class Forming {
  readonly run: FormingRun;
  #parameters: Parameters;
  #frame: LayoutFrame | undefined;

  /** @param onFrame Told that there is another frame. */
  constructor(run: FormingRun, onFrame: () => void) {
    this.run = run;
    this.#parameters = run.parameters;
    run.onFrame((frame) => {
      this.#frame = frame;
      onFrame();
    });
  }

  /** For a page. */
  get map(): FormingMap {
    const { name, method, seed, model, device, ids } = this.run;
    const title = projectionTitle({ name, method });
    return { name, title, method, seed, parameters: this.#parameters, model, device, ids };
  }

  get frame(): FormingFrame | undefined {
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
