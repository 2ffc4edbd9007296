import { drive } from '../../core/project/drive.ts';
import { startRun, type ProjectionKernels } from '../../core/project/layout.ts';
import { withPlacesKept } from '../../core/project/place.ts';
import type { RunControl } from '../../core/project/projector.ts';
import { dimensionsOf, fitParameters } from '../../core/project/requirements.ts';
import type { Handlers } from '../../node/rpc/serve.ts';
import type { ProjectionMethods } from '../../protocol/projection.ts';
import { throttleProgress } from '../progress.ts';

/** The methods that lay out; one run at a time, which can be stopped or changed while it runs. */
export function projectHandlers(
  loadKernels: () => Promise<ProjectionKernels>,
): Pick<Handlers<ProjectionMethods>, 'project' | 'stop' | 'change'> {
  let control: RunControl | undefined;
  return {
    async project({ method, frames, ...request }, { emit }) {
      const { vectors, dimension, graph } = request;
      const count = Math.floor(vectors.length / dimension);
      let { parameters } = request;
      const fitted = (): ReturnType<typeof fitParameters> =>
        fitParameters(method, parameters, count, graph.k);
      const tell = throttleProgress(emit);
      const run = await startRun(method, request, await loadKernels(), tell);
      try {
        const projection = await drive(run, {
          dimensions: dimensionsOf(fitted()),
          onFrame: frames ? emit : undefined,
          onProgress: tell,
          pause: () => new Promise(setImmediate),
          now: () => performance.now(),
          onStart: ({ stop, change }) => {
            control = {
              stop,
              change: (given) => {
                parameters = { ...parameters, ...given };
                change(fitted());
              },
            };
          },
        });
        return withPlacesKept(projection, request);
      } finally {
        control = undefined;
      }
    },
    stop() {
      control?.stop();
      return null;
    },
    change(parameters) {
      control?.change(parameters);
      return null;
    },
  };
}
