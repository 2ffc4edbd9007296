import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { InferenceProcess } from '../../src/node/inference/process.ts';
import { LocalComparer } from '../../src/node/neighbours/comparer.ts';
import { ThreadProjector } from '../../src/node/projection/projector.ts';

const dist = path.resolve(import.meta.dirname, '../../dist');
const logger = {
  info: () => undefined,
  warn: (message: string) => process.stderr.write(`${message}\n`),
};

/** What compares and lays out in the product, of the built programs. */
export function lexiclipTools(): { readonly comparer: LocalComparer; readonly projector: ThreadProjector } {
  const projectionEntry = path.join(dist, 'workers/projection.js');
  const another = (): InferenceProcess =>
    new InferenceProcess(path.join(dist, 'workers/inference.js'), logger);
  return {
    comparer: new LocalComparer(another, projectionEntry),
    projector: new ThreadProjector(projectionEntry),
  };
}

/** Vectors from a file of float32, where the product has them: in memory that threads share. */
export async function readVectors(file: string): Promise<Float32Array> {
  const bytes = new Uint8Array(new SharedArrayBuffer((await stat(file)).size));
  const handle = await open(file);
  await handle.read(bytes);
  await handle.close();
  return new Float32Array(bytes.buffer);
}
