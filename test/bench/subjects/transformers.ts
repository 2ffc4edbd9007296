import { createRequire } from 'node:module';
import { readTask, report } from '../subject.ts';

/* @huggingface/transformers over the same file: its processor, its model class, vectors in memory. */

interface Transformers {
  readonly env: { localModelPath: string; allowRemoteModels: boolean };
  readonly AutoProcessor: { from_pretrained(id: string): Promise<(images: unknown[]) => Promise<object>> };
  readonly CLIPVisionModelWithProjection: {
    from_pretrained(
      id: string,
      options: object,
    ): Promise<(inputs: object) => Promise<{ image_embeds: { normalize(): { data: Float32Array } } }>>;
  };
  readonly RawImage: { read(file: string): Promise<unknown> };
}

const { folder, id, dtype, batch, files } = readTask() as {
  folder: string;
  id: string;
  dtype: string;
  batch: number;
  files: string[];
};
const require = createRequire(new URL('../peers/package.json', import.meta.url));
const { env, AutoProcessor, CLIPVisionModelWithProjection, RawImage } =
  require('@huggingface/transformers') as Transformers;
env.localModelPath = folder;
env.allowRemoteModels = false;
const processor = await AutoProcessor.from_pretrained(id);
const model = await CLIPVisionModelWithProjection.from_pretrained(id, { dtype, device: 'cpu' });
const embed = async (some: readonly string[]): Promise<number> => {
  const images = await Promise.all(some.map((file) => RawImage.read(file)));
  const { image_embeds: vectors } = await model(await processor(images));
  return vectors.normalize().data.length;
};
await embed(files.slice(0, batch));
const start = performance.now();
let dimensions = 0;
for (let next = 0; next < files.length; next += batch)
  dimensions += await embed(files.slice(next, next + batch));
const wallSeconds = (performance.now() - start) / 1000;
report({ wallSeconds, imagesPerSecond: files.length / wallSeconds, dimension: dimensions / files.length });
