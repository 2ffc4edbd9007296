import { describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import type { ProjectionMethod } from '../../../src/core/collection/schema.ts';
import type { Comparer } from '../../../src/core/neighbours/comparer.ts';
import type { LiveLayoutRun } from '../../../src/core/project/live-layout.ts';
import type { LayoutFrame, ProjectionRequest, Projector } from '../../../src/core/project/projector.ts';
import { measureStability } from '../../../src/core/project/stability.ts';
import { projectImages, type ProjectDependencies } from '../../../src/core/project/stage.ts';
import type { ProjectRequest } from '../../../src/core/reports.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, device, embed, model } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { plainGraph } from '../../fakes/projection.ts';

const task = { signal: new AbortController().signal, onProgress: (): void => undefined };
const map = { name: 'umap', method: 'umap', parameters: {}, seed: 42 } as const;
const frame: LayoutFrame = { layout: Float32Array.of(7, 7), dimensions: 2, done: 1, total: 2 };

type Asked = ProjectionRequest & { readonly method: ProjectionMethod };

/** A projector that puts the n-th image at (n, -n), or where it was; half a run, if it is stopped. */
class LineProjector implements Projector {
  readonly asked: Asked[] = [];

  project: Projector['project'] = (method, request, { onFrame, onStart }) => {
    this.asked.push({ ...request, method });
    const stops: true[] = [];
    onStart?.({ stop: () => stops.push(true), change: () => undefined });
    onFrame?.(frame);
    const count = request.vectors.length / request.dimension;
    const layout = Float64Array.from({ length: count * 2 }, (_, at) => {
      const before = request.start?.[at] ?? NaN;
      const fresh = at % 2 === 0 ? at / 2 : -(at - 1) / 2;
      return Number.isNaN(before) ? fresh : before;
    });
    const stopped = stops.length > 0;
    return Promise.resolve({ layout, dimensions: 2, loss: 0.5, steps: stopped ? 250 : 500, stopped });
  };
}

const comparer: Comparer = {
  nearest: ({ vectors, dimension, k }) => Promise.resolve(plainGraph(vectors, dimension, k)),
  quality: ({ graph }) =>
    Promise.resolve({
      mark: { k: 2, trustworthiness: 0.9, continuity: 0.8, neighboursKept: 0.5 },
      distortion: new Float32Array(graph.count).fill(1 / 3),
    }),
  agreement: ({ layouts }) => Promise.resolve(layouts.length / 10),
};

interface Bench {
  readonly collection: Collection;
  readonly asked: readonly Asked[];
  readonly dependencies: ProjectDependencies;
  readonly run: (request?: Partial<ProjectRequest>, again?: boolean) => Promise<void>;
  /** Puts images into the collection, with vectors. */
  readonly put: (images: readonly string[], embedded?: readonly string[]) => Promise<void>;
}

async function bench(images: readonly string[], embedded = images): Promise<Bench> {
  const collection = new Collection(new MemoryStore());
  const put: Bench['put'] = async (ids, withVectors = ids) => {
    await addImages(collection, 'cat', ids);
    await embed(
      collection,
      withVectors.map((id, at) => [id, [Math.cos(at / 10), Math.sin(at / 10)]]),
    );
  };
  await put(images, embedded);
  const projector = new LineProjector();
  const common = { collection, vectors: model.id, projector, comparer, sha256 };
  const dependencies = { ...common, clock: new FixedClock() };
  const run: Bench['run'] = (request = {}, again = false) =>
    projectImages({ ...map, ...request }, dependencies, task, again);
  return { collection, asked: projector.asked, dependencies, run, put };
}

describe('projecting a collection', () => {
  it('writes a map that says how it was made, and how far it can be trusted', async () => {
    const { collection, run } = await bench(['a', 'b']);
    await run({ parameters: { neighbors: 5 } });
    expect(await collection.readProjection('umap')).toMatchObject({
      method: 'umap',
      parameters: { neighbors: 5, minDist: 0.1, spread: 1, metric: 'cosine', epochs: 0, dimensions: 2 },
      seed: 42,
      model,
      device,
      origin: 'anew',
      steps: 500,
      loss: 0.5,
      quality: { k: 2, trustworthiness: 0.9, continuity: 0.8, neighboursKept: 0.5 },
      ids: ['a', 'b'],
      layout: Float64Array.of(0, 0, 1, -1),
      distortion: Float64Array.of(0.333, 0.333),
    });
  });

  it('leaves a map as it is while nothing differs that went into it', async () => {
    const { collection, asked, run } = await bench(['a', 'b']);
    await run();
    await run();
    expect(asked).toHaveLength(1);
    await run({}, true);
    await run({ seed: 7 });
    await run({ seed: 7, parameters: { minDist: 0.5 } });
    expect(asked).toHaveLength(4);
    await run({ name: 'other' });
    expect((await collection.projections()).map(({ name }) => name)).toEqual(['other', 'umap']);
  });

  it('asks for as many neighbours as a method needs, once for all maps', async () => {
    const { asked, run } = await bench(Array.from({ length: 150 }, (_, at) => `i${at}`));
    await run();
    await run({ name: 'tsne', method: 'tsne' });
    expect(asked.map(({ graph }) => graph.k)).toEqual([90, 90]);
    await run({ name: 'wide', method: 'tsne', parameters: { perplexity: 40 } });
    expect(asked[2]?.graph.k).toBe(120);
  });

  it('leaves out images that have no vector', async () => {
    const { collection, run } = await bench(['a', 'b', 'c'], ['a', 'c']);
    await run();
    expect((await collection.readProjection('umap'))?.ids).toEqual(['a', 'c']);
  });

  it('says that there are no vectors', async () => {
    const { run } = await bench(['a'], []);
    expect(await failureOf(run())).toEqual({ kind: 'no-vectors' });
  });

  it('says that a vector cannot be compared', async () => {
    const { dependencies } = await bench(['a', 'b']);
    const broken = { ...comparer, nearest: () => Promise.reject(new RangeError('not finite')) };
    const failure = await failureOf(projectImages(map, { ...dependencies, comparer: broken }, task));
    expect(failure).toEqual({ kind: 'projection-failed', method: 'UMAP', detail: 'not finite' });
  });
});

describe('a map to which images are added', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f'];
  const after = ['new', ...before];
  const places = [NaN, NaN, 0, 0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5];

  it('is refitted from where it is, and aligned', async () => {
    const { collection, asked, run, put } = await bench(before);
    await run();
    await put(after);
    await run();
    expect(asked[1]).toMatchObject({ start: Float64Array.from(places), placesOnly: false });
    expect(await collection.readProjection('umap')).toMatchObject({ origin: 'refitted' });
  });

  it('is kept, and the new ones are placed', async () => {
    const { collection, asked, run, put } = await bench(before);
    await run();
    await put(after);
    await run({ newImages: 'place' });
    expect(asked[1]).toMatchObject({ start: Float64Array.from(places), placesOnly: true });
    const stored = await collection.readProjection('umap');
    expect(stored?.origin).toBe('placed');
    expect([...(stored?.layout.slice(2) ?? [])]).toEqual([0, 1, 2, 3, 4, 5].flatMap((at) => [at, 0 - at]));
  });

  it('is computed from nothing where that is chosen, where too little is known, and for other parameters', async () => {
    const { collection, asked, run, put } = await bench(before);
    await run();
    await put(after);
    await run({ newImages: 'anew' });
    await run({ parameters: { minDist: 0.5 } });
    await put(['new', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o']);
    await run({ parameters: { minDist: 0.5 } });
    expect(asked.map(({ start }) => start)).toEqual([undefined, undefined, undefined, undefined]);
    expect((await collection.readProjection('umap'))?.origin).toBe('anew');
  });

  it('needs no layout where images only went', async () => {
    const { collection, asked, run, put } = await bench(after);
    await run();
    await put(before);
    await run({ newImages: 'place' });
    expect(asked).toHaveLength(1);
    expect((await collection.readProjection('umap'))?.layout.filter((_, at) => at % 2 === 0)).toEqual(
      Float64Array.of(1, 2, 3, 4, 5, 6),
    );
  });

  it('starts anew with methods that cannot go on', async () => {
    const { asked, run, put } = await bench(before);
    await run({ name: 'pca', method: 'pca' });
    await put(after);
    await run({ name: 'pca', method: 'pca' });
    expect(asked[1]?.start).toBeUndefined();
  });
});

describe('a map that forms', () => {
  it('is announced, shown, and forgotten when it is written', async () => {
    const { dependencies, collection } = await bench(['a', 'b']);
    const told: (LiveLayoutRun | undefined)[] = [];
    const frames: LayoutFrame[] = [];
    const onLiveLayout = (liveLayout: LiveLayoutRun | undefined): void => {
      told.push(liveLayout);
      liveLayout?.onFrame((seen) => frames.push(seen));
      if (told.length === 1) {
        liveLayout?.control.change({ minDist: 0.7 });
        liveLayout?.control.stop();
      }
    };
    await projectImages(map, { ...dependencies, onLiveLayout }, task);
    expect(told.map((liveLayout) => liveLayout?.ids)).toEqual([['a', 'b'], undefined]);
    expect(frames).toEqual([frame]);
    expect(await collection.readProjection('umap')).toMatchObject({
      steps: 250,
      stopped: true,
      parameters: { minDist: 0.7, neighbors: 15 },
    });
  });
});

describe('the stability of a map', () => {
  it('is measured over three other starts and seeds, and written into the map', async () => {
    const { collection, asked, dependencies, run } = await bench(['a', 'b', 'c', 'd', 'e']);
    await run();
    expect(await measureStability('umap', dependencies, task)).toEqual({
      k: 15,
      seeds: [43, 44, 45],
      agreement: 0.4,
    });
    expect(asked.slice(1).map(({ seed, parameters }) => [seed, parameters['start']])).toEqual([
      [43, 'random'],
      [44, 'random'],
      [45, 'random'],
    ]);
    expect(await collection.readProjection('umap')).toMatchObject({
      stability: { agreement: 0.4 },
      steps: 500,
    });
  });

  it('is refused where there is no such map, no chance in it, or other images', async () => {
    const { dependencies, run, put } = await bench(['a', 'b', 'c', 'd', 'e']);
    const measure = (name: string): Promise<unknown> => failureOf(measureStability(name, dependencies, task));
    expect(await measure('umap')).toEqual({ kind: 'no-such-map', name: 'umap' });
    await run({ name: 'pca', method: 'pca' });
    expect(await measure('pca')).toEqual({ kind: 'not-measurable', method: 'PCA' });
    await run();
    await put(['a', 'b']);
    expect(await measure('umap')).toEqual({ kind: 'outdated-map', name: 'umap' });
  });
});
