import type { LongTask } from '../../../src/core/signal.ts';
import { lexiclipTools, readVectors } from '../lexiclip-tools.ts';
import { readTask, report } from '../subject.ts';

/*
 * How long Cancel takes, from the user's wish to the end of the work: the slowest of comparing, UMAP and t-SNE, each
 * cancelled in the middle.
 */

const { vectors, dimension } = readTask() as { vectors: string; dimension: number };
const set = { vectors: await readVectors(vectors), dimension };
const { comparer, projector } = lexiclipTools();
const quiet: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };

/** Seconds from the abort, at the second step told of, to the rejection. */
async function cancelled(work: (task: LongTask) => Promise<unknown>): Promise<number> {
  const controller = new AbortController();
  let steps = 0;
  let wished = NaN;
  const onProgress: LongTask['onProgress'] = () => {
    if (++steps !== 2) return;
    // Outside of the step itself, as a click is.
    setImmediate(() => {
      wished = performance.now();
      controller.abort();
    });
  };
  await work({ signal: controller.signal, onProgress }).then(
    () => {
      throw new Error('it had ended before it was cancelled');
    },
    () => undefined,
  );
  return (performance.now() - wished) / 1000;
}

const k = Math.min(90, set.vectors.length / dimension - 1);
const comparing = await cancelled((task) => comparer.nearest({ ...set, k }, task));
const graph = await comparer.nearest({ ...set, k }, quiet);
const request = { ...set, graph, parameters: {}, seed: 42 };
const umap = await cancelled((task) => projector.project('umap', request, task));
const tsne = await cancelled((task) => projector.project('tsne', request, task));
report({ wallSeconds: Math.max(comparing, umap, tsne) });
