import type { Embedded, ImageFile } from '../../core/embed/embedder.ts';
import { pixelTable, writePixels } from '../../core/embed/tensor.ts';
import type { ImageModel } from './image-model.ts';
import type { PixelThreads } from './pixel-threads.ts';

/**
 * Embeds batches in the order in which they come. A batch is decoded as soon as it comes, and waits for the
 * network: with several on the way, the network does not wait for pixels.
 */
export class BatchEmbedder {
  readonly #model: ImageModel;
  readonly #threads: PixelThreads;
  readonly #table: Float32Array;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(model: ImageModel, threads: PixelThreads) {
    this.#model = model;
    this.#threads = threads;
    this.#table = pixelTable(model.params.pixels);
  }

  async embed(images: readonly ImageFile[], signal: AbortSignal): Promise<readonly Embedded[]> {
    const { pixels: params } = this.#model.params;
    const prepared = await Promise.all(
      images.map(async (image) => ({
        id: image.id,
        ...(await this.#threads.prepare(image, params, signal)),
      })),
    );
    const readable = prepared.flatMap((item) => ('pixels' in item ? [item] : []));
    const vectors = await this.#inTurn(async () => {
      signal.throwIfAborted();
      return this.#vectors(readable.map(({ pixels }) => pixels));
    });
    const rowOf = new Map(readable.map(({ id }, row) => [id, row]));
    const { dimension } = this.#model;
    return prepared.map((item) => {
      if ('failure' in item) return item;
      const row = rowOf.get(item.id) ?? 0;
      return { id: item.id, vector: vectors.slice(row * dimension, (row + 1) * dimension) };
    });
  }

  async #vectors(images: readonly Uint8Array[]): Promise<Float32Array> {
    const { dimension, params } = this.#model;
    const length = images[0]?.length ?? 0;
    const vectors = new Float32Array(images.length * dimension);
    for (let first = 0; first < images.length; first += params.batch) {
      const some = images.slice(first, first + params.batch);
      const tensor = new Float32Array(some.length * length);
      some.forEach((pixels, index) => writePixels(pixels, this.#table, tensor, index * length));
      vectors.set(await this.#model.run(tensor, some.length), first * dimension);
    }
    return vectors;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
