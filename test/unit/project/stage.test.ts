import { describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { EmbeddingFiles } from '../../../src/core/collection/embeddings.ts';
import type { ProjectionMethod } from '../../../src/core/collection/schema.ts';
import type { ProjectionRequest, Projector } from '../../../src/core/ports.ts';
import { projectImages } from '../../../src/core/project/stage.ts';
import type { ProjectRequest } from '../../../src/core/reports.ts';
import { sha256 } from '../../../src/node/files.ts';
import { addImages, device, model } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const task = { signal: new AbortController().signal, onProgress: (): void => undefined };
const map = { name: 'umap', method: 'umap', parameters: {}, seed: 42 } as const;

interface Bench {
  readonly collection: Collection;
  readonly asked: ProjectionRequest[];
  readonly run: (request?: Partial<ProjectRequest>, again?: boolean) => Promise<void>;
}

/** A collection of images; those of `embedded` have vectors. The projector puts the n-th image at (n, -n). */
async function bench(images: readonly string[], embedded = images): Promise<Bench> {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', images);
  const rows = embedded.map((id) => ({ id, sha256: `digest of ${id}`, vector: Float32Array.of(1, 0) }));
  await new EmbeddingFiles(collection.store, sha256, model.id).write({
    ...{ model, device, preprocessing: 'as it is', dimension: 2 },
    rows: new Map(rows.map((row) => [row.id, row])),
  });
  const asked: ProjectionRequest[] = [];
  const projector = (method: ProjectionMethod): Projector => ({
    method,
    project: (request) => {
      asked.push(request);
      const count = request.vectors.length / request.dimension;
      return Promise.resolve(
        Float64Array.from({ length: count * 2 }, (_, at) => (at % 2 === 0 ? at / 2 : -(at - 1) / 2)),
      );
    },
  });
  const projectors = { umap: projector('umap'), tsne: projector('tsne') };
  const dependencies = { collection, vectors: model.id, projectors, clock: new FixedClock(), sha256 };
  const run: Bench['run'] = (request = {}, again = false) =>
    projectImages({ ...map, ...request }, dependencies, task, again);
  return { collection, asked, run };
}

describe('projecting a collection', () => {
  it('writes a map that says how it was made', async () => {
    const { collection, run } = await bench(['a', 'b']);
    await run({ parameters: { neighbors: 5 } });
    expect(await collection.readProjection('umap')).toMatchObject({
      method: 'umap',
      parameters: { neighbors: 5, minDist: 0.1, spread: 1, epochs: 500 },
      seed: 42,
      model,
      device,
      points: [
        { id: 'a', x: 0 },
        { id: 'b', x: 1, y: -1 },
      ],
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

  it('leaves out images that have no vector', async () => {
    const { collection, run } = await bench(['a', 'b', 'c'], ['a', 'c']);
    await run();
    expect((await collection.readProjection('umap'))?.points.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('says that there are no vectors', async () => {
    const { run } = await bench(['a'], []);
    expect(await failureOf(run())).toEqual({ kind: 'no-vectors' });
  });
});
