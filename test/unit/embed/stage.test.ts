import { describe, expect, it } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import type { ModelInfo } from '../../../src/core/collection/schema.ts';
import type { Embedded, Embedder, ImageFile, ReadyEmbedder } from '../../../src/core/embed/embedder.ts';
import type { ImageDecoder } from '../../../src/core/embed/image-decoder.ts';
import { embedImages } from '../../../src/core/embed/stage.ts';
import type { EmbedReport } from '../../../src/core/reports.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { addImages, device, model } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { silentLogger } from '../../fakes/fixed-clock.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const task = { signal: new AbortController().signal, onProgress: (): void => undefined };

/** Answers one image at a time; what `fails` names has no vector, and at `dies` the device is gone. */
class FakeEmbedder implements Embedder {
  preprocessing = 'as it is';
  sha256 = model.sha256;
  /** Precisions that may serve, best first; the first is loaded. */
  variants: readonly (string | undefined)[] = [undefined];
  fails = new Set<string>();
  dies: string | undefined;
  loads = 0;
  readonly embeddedIds: string[] = [];

  candidates(): Promise<readonly ModelInfo[]> {
    return Promise.resolve(this.variants.map((variant) => this.#mark(variant)));
  }

  load(): Promise<ReadyEmbedder> {
    this.loads++;
    const embed: ReadyEmbedder['embed'] = (images) => this.#embed(images);
    return Promise.resolve({ model: this.#mark(this.variants[0]), device, embed });
  }

  #mark(variant: string | undefined): ModelInfo {
    if (variant === undefined) return { ...model, sha256: this.sha256 };
    return { ...model, sha256: `${this.sha256} ${variant}`, variant };
  }

  async *#embed(images: readonly ImageFile[]): AsyncIterable<readonly Embedded[]> {
    for (const { id } of images) {
      await Promise.resolve();
      if (id === this.dies) throw new Error('the device is gone');
      this.embeddedIds.push(id);
      if (this.fails.has(id)) yield [{ id, failure: 'cut off' }];
      else yield [{ id, vector: Float32Array.of(0.6, 0.8) }];
    }
  }
}

interface Bench {
  readonly collection: Collection;
  readonly embedder: FakeEmbedder;
  readonly run: () => Promise<EmbedReport>;
}

async function bench(...ids: string[]): Promise<Bench> {
  const collection = new Collection(new MemoryStore());
  if (ids.length > 0) await addImages(collection, 'cat', ids);
  const embedder = new FakeEmbedder();
  const decoder: ImageDecoder = {
    async *thumbnails(images) {
      yield await Promise.resolve(images.map(() => ({ failure: 'nobody looks' })));
    },
    sheet: () => Promise.reject(new Error('there is no thumbnail')),
    texts: () => Promise.resolve([]),
  };
  const common = { collection, embedder, decoder, logger: silentLogger, sha256 };
  let runs = 0;
  return {
    collection,
    embedder,
    run: () => embedImages({ ...common, run: `run-${runs++}` }, task),
  };
}

describe('embedding a collection', () => {
  it('embeds what is missing, and does not even load the model where nothing is', async () => {
    const { collection, embedder, run } = await bench('a', 'b');
    expect(await run()).toMatchObject({ embedded: 2, failed: [] });
    expect(await run()).toMatchObject({ embedded: 0, model: { sha256: model.sha256 } });
    expect(embedder.loads).toBe(1);
    await addImages(collection, 'dog', ['c']);
    expect(await run()).toMatchObject({ embedded: 1 });
    expect(embedder.embeddedIds).toEqual(['a', 'b', 'c']);
  });

  it('keeps what was finished when the device dies', async () => {
    const { embedder, run } = await bench('a', 'b', 'c');
    embedder.dies = 'c';
    await expect(run()).rejects.toThrow('the device is gone');
    embedder.dies = undefined;
    expect(await run()).toMatchObject({ embedded: 1 });
    expect(embedder.embeddedIds).toEqual(['a', 'b', 'c']);
  });

  it('names an image that cannot be read, and tries it again next time', async () => {
    const { embedder, run } = await bench('a', 'b');
    embedder.fails.add('b');
    expect(await run()).toMatchObject({ embedded: 1, failed: [{ id: 'b' }] });
    embedder.fails.clear();
    expect(await run()).toMatchObject({ embedded: 1, failed: [] });
  });

  it.each<[string, Partial<FakeEmbedder>]>([
    ['another file of the model', { sha256: 'another-digest' }],
    ['another preparation of pixels', { preprocessing: 'another' }],
  ])('embeds everything anew for %s: vectors of both are not comparable', async (_name, change) => {
    const { embedder, run } = await bench('a', 'b');
    await run();
    Object.assign(embedder, change);
    expect(await run()).toMatchObject({ embedded: 2 });
    expect(await run()).toMatchObject({ embedded: 0 });
  });

  it('keeps the vectors of each precision, and recomputes none when it changes back', async () => {
    const { collection, embedder, run } = await bench('a', 'b');
    embedder.variants = ['fp16', 'int8'];
    expect(await run()).toMatchObject({ embedded: 2, model: { variant: 'fp16' } });
    embedder.variants = ['int8'];
    expect(await run()).toMatchObject({ embedded: 2, model: { variant: 'int8' } });
    embedder.variants = ['fp16', 'int8'];
    expect(await run()).toMatchObject({ embedded: 0, model: { variant: 'fp16' } });
    await addImages(collection, 'dog', ['c']);
    expect(await run()).toMatchObject({ embedded: 1, model: { variant: 'fp16' } });
    expect(await collection.store.list('cache/embeddings')).toEqual([
      ...['model-fp16.json', 'model-fp16.npy', 'model-int8.json', 'model-int8.npy'],
    ]);
  });

  it('says that there are no images', async () => {
    const { run } = await bench();
    expect(await failureOf(run())).toEqual({ kind: 'no-images' });
  });
});
