import { cp, link, mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Lexiclip } from '../../src/node/lexiclip.ts';
import { nodeTransport } from '../../src/node/node-transport.ts';
import { visionModel, type Quantisation } from '../fakes/clip/model.ts';
import { clipWeights, TINY_VISION, VIT_B_32 } from '../fakes/clip/weights.ts';
import { writeImages } from './images.ts';
import { installPeers } from './peers.ts';
import { pillowRow } from './pillow.ts';
import { median, run, type Row } from './subject.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Subjects take turns, so that a slow minute of the machine is everybody's. */
const ROUNDS = 3;
const ACTIVATIONS = 7;
const INT8_BATCH = 1;

/**
 * How fast images become vectors: the bare loop, our whole path and a peer, over a network of CLIP ViT-B/32's
 * architecture with seeded random weights, as fp32 and as dynamic int8. Then the exactness of pixels, and what
 * the editor's own process feels of it.
 * @param sizes How many images.
 */
export async function benchEmbed(sizes: readonly number[], scratch: string): Promise<readonly Row[]> {
  installPeers();
  const rows: Row[] = [];
  for (const quantisation of ['fp32', 'dynamic-int8'] as const) {
    const model = path.join(scratch, `vit-b-32-${quantisation}.onnx`);
    await writeFile(model, visionModel(VIT_B_32, clipWeights(VIT_B_32, 1), quantisation));
    for (const n of sizes) rows.push(...(await throughput(model, quantisation, n, scratch)));
  }
  rows.push(await activationRow());
  return [...rows, ...(await pillowRow(scratch))];
}

/** The extension's way into the editor, in processes of its own; the middle one of several. */
async function activationRow(): Promise<Row> {
  const extension = path.join(root, 'dist/extension.cjs');
  const runs: Row[] = [];
  for (let round = 0; round < ACTIVATIONS; round++) {
    const measures = await run<{ wallSeconds: number }>('activation', { extension });
    runs.push({ subject: 'activation', n: 1, ...measures });
  }
  runs.sort((a, b) => a.wallSeconds - b.wallSeconds);
  const middle = runs[Math.floor(ACTIVATIONS / 2)];
  if (middle === undefined) throw new Error('no activation was measured');
  return middle;
}

async function throughput(
  model: string,
  quantisation: Quantisation,
  n: number,
  scratch: string,
): Promise<readonly Row[]> {
  const images = path.join(scratch, `images-${n}`);
  const files = await writeImages(images, n);
  const cores = availableParallelism();
  const batch = quantisation === 'fp32' ? 4 : INT8_BATCH;
  const bare = { model, threads: cores, batch, images: n };
  const peer = await peerTask(model, quantisation, batch, files, scratch);
  const measured = new Map<string, Measures[]>();
  for (let round = 0; round < ROUNDS; round++) {
    const existing = await workspaceWithThumbnails(images, scratch);
    const fresh = path.join(scratch, 'fresh');
    await cp(existing, fresh, { recursive: true });
    await rm(path.join(fresh, '.lexiclip/cache/thumbnails'), { recursive: true });
    const turns: readonly (readonly [string, () => Promise<Measures>])[] = [
      ['session.run', () => run('session-run', bare)],
      ['session.run, a process for each core', () => sideBySide(bare, cores)],
      ['lexiclip', () => run('lexiclip', { model, workspace: existing })],
      ['lexiclip, thumbnails too', () => run('lexiclip', { model, workspace: fresh })],
      ['@huggingface/transformers', () => run('transformers', peer)],
    ];
    for (const [subject, turn] of turns) {
      const measures = await turn();
      measured.set(subject, [...(measured.get(subject) ?? []), measures]);
      process.stderr.write(`${quantisation} ${subject}: ${measures.imagesPerSecond.toFixed(1)} images/s\n`);
    }
    await rm(existing, { recursive: true });
    await rm(fresh, { recursive: true });
  }
  const speedOf = (subject: string): number =>
    median((measured.get(subject) ?? []).map((each) => each.imagesPerSecond));
  return [...measured].map(([subject, rounds]) => {
    const inOrder = [...rounds].sort((a, b) => a.imagesPerSecond - b.imagesPerSecond);
    const [middle = NOTHING] = inOrder.slice(Math.floor(ROUNDS / 2));
    const ofLimit = speedOf(subject) / speedOf('session.run');
    return { subject, n, precision: quantisation, ...middle, ofLimit };
  });
}

interface Measures {
  readonly imagesPerSecond: number;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

const NOTHING: Measures = { imagesPerSecond: NaN, wallSeconds: NaN, cpuSeconds: NaN, peakMb: NaN };

/** The bare loop in as many processes as there are cores, one thread each. */
async function sideBySide(task: { images: number; batch: number }, cores: number): Promise<Measures> {
  const one = { ...task, threads: 1, images: Math.ceil(task.images / cores) };
  const all = await Promise.all(Array.from({ length: cores }, () => run<Measures>('session-run', one)));
  const sum = (measure: keyof Measures): number => all.reduce((total, each) => total + each[measure], 0);
  return {
    imagesPerSecond: sum('imagesPerSecond'),
    wallSeconds: Math.max(...all.map((each) => each.wallSeconds)),
    cpuSeconds: sum('cpuSeconds'),
    peakMb: sum('peakMb'),
  };
}

/** A collection of the images with thumbnails, and vectors of a tiny model that made them. */
async function workspaceWithThumbnails(images: string, scratch: string): Promise<string> {
  const workspace = path.join(scratch, 'standing');
  const model = path.join(scratch, 'tiny.onnx');
  await writeFile(model, visionModel(TINY_VISION, clipWeights(TINY_VISION, 1)));
  const lexiclip = new Lexiclip({
    workspace,
    installation: root,
    model,
    device: 'cpu',
    folder: images,
    endpoints: { lexica: 'http://127.0.0.1:9/' },
    requestsPerMinute: 20,
    transport: nodeTransport(),
    confirmDownload: () => Promise.resolve(false),
    logger: { info: () => undefined, warn: () => undefined },
  });
  const task = { signal: new AbortController().signal, onProgress: () => undefined };
  try {
    const concepts = await lexiclip.concepts('folder');
    await lexiclip.fetch({ concepts, count: 100_000 }, 'folder', task);
    await lexiclip.embed(task);
  } finally {
    lexiclip.dispose();
  }
  return workspace;
}

/** A folder as the peer reads models: its configuration files beside the same ONNX file. */
async function peerTask(
  model: string,
  quantisation: Quantisation,
  batch: number,
  files: readonly string[],
  scratch: string,
): Promise<object> {
  const id = `peer-${quantisation}`;
  const folder = path.join(scratch, id);
  const name = quantisation === 'fp32' ? 'vision_model.onnx' : 'vision_model_quantized.onnx';
  await mkdir(path.join(folder, 'onnx'), { recursive: true });
  await rm(path.join(folder, 'onnx', name), { force: true });
  await link(model, path.join(folder, 'onnx', name));
  await writeFile(path.join(folder, 'config.json'), '{"model_type":"clip_vision_model"}');
  const preprocessing = {
    image_processor_type: 'CLIPImageProcessor',
    do_resize: true,
    do_center_crop: true,
    do_rescale: true,
    do_normalize: true,
    resample: 3,
    size: { shortest_edge: 224 },
    crop_size: { height: 224, width: 224 },
    rescale_factor: 1 / 255,
    image_mean: [0.48145466, 0.4578275, 0.40821073],
    image_std: [0.26862954, 0.26130258, 0.27577711],
  };
  await writeFile(path.join(folder, 'preprocessor_config.json'), JSON.stringify(preprocessing));
  return { folder: scratch, id, dtype: quantisation === 'fp32' ? 'fp32' : 'q8', batch, files };
}
