import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { writePixels } from '../../core/embed/tensor.ts';
import type { Embedded, ImageFile } from '../../core/ports.ts';
import { decodePixels } from '../../node/images/decode.ts';
import type { ImageModel } from './image-model.ts';
import { reasonOf } from './reason.ts';

/** Decoded images waiting at most, in batches: enough to keep the network busy, and bounded. */
const BATCHES_AHEAD = 2;

type Decoded = { readonly pixels: Uint8Array } | { readonly failure: string };

/** Embeds images in the order given; decoding runs ahead of the network. Stops between batches when cancelled. */
export async function embedInBatches(
  model: ImageModel,
  images: readonly ImageFile[],
  signal: AbortSignal,
  emit: (batch: readonly Embedded[]) => void,
): Promise<void> {
  const { batch, size } = model.params;
  const limit = pLimit(availableParallelism());
  const decode = (image: ImageFile): Promise<Decoded> =>
    limit(() =>
      decodePixels(image.path, size).then(
        (pixels) => ({ pixels }),
        (error: unknown) => ({ failure: reasonOf(error) }),
      ),
    );
  const ahead: { image: ImageFile; decoded: Promise<Decoded> }[] = [];
  let next = 0;
  while (next < images.length || ahead.length > 0) {
    while (ahead.length < batch * (1 + BATCHES_AHEAD) && next < images.length) {
      const image = images[next++];
      if (image !== undefined) ahead.push({ image, decoded: decode(image) });
    }
    signal.throwIfAborted();
    emit(await embedBatch(model, ahead.splice(0, batch)));
  }
}

async function embedBatch(
  model: ImageModel,
  batch: readonly { image: ImageFile; decoded: Promise<Decoded> }[],
): Promise<Embedded[]> {
  const { size } = model.params;
  const decoded = await Promise.all(batch.map(async ({ image, decoded }) => ({ image, ...(await decoded) })));
  const readable = decoded.flatMap((item) => ('pixels' in item ? [item] : []));
  const pixels = new Float32Array(readable.length * 3 * size * size);
  readable.forEach((item, index) => {
    writePixels(item.pixels, model.params, pixels, index * 3 * size * size);
  });
  const vectors = readable.length === 0 ? new Float32Array(0) : await model.run(pixels, readable.length);
  const rowOf = new Map(readable.map(({ image }, index) => [image.id, index]));
  return decoded.map((item) => {
    const { id } = item.image;
    if (!('pixels' in item)) return { id, failure: item.failure };
    const row = rowOf.get(id) ?? 0;
    return { id, vector: vectors.slice(row * model.dimension, (row + 1) * model.dimension) };
  });
}
