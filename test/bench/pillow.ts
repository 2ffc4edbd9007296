import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CLIP } from '../../src/core/embed/models.ts';
import { cosine, normaliseRows, pixelTable, writePixels } from '../../src/core/embed/tensor.ts';
import { decodeRgb } from '../../src/node/images/decode.ts';
import { Resampler } from '../../src/node/images/resampler.ts';
import { loadOnnxruntime } from '../../src/workers/inference/load-onnxruntime.ts';
import { visionModel } from '../fakes/clip/model.ts';
import { clipWeights, TINY_VISION } from '../fakes/clip/weights.ts';
import type { Row } from './subject.ts';

const root = path.resolve(import.meta.dirname, '../..');
const IMAGES = 200;
/** Debian's: `apt install python3-pil`. */
const PYTHON = '/usr/bin/python3';

/**
 * How far our pixels, and the vectors made of them, are from those of Pillow, over recorded photographs and
 * generated images; nothing where they or Pillow are not there, which is said.
 */
export async function pillowRow(scratch: string): Promise<readonly Row[]> {
  const recorded = process.env['LEXICLIP_TEST_DATA'] ?? '';
  try {
    if (recorded === '') throw new Error('LEXICLIP_TEST_DATA does not name a folder with recorded images');
    execFileSync(PYTHON, ['-c', 'import PIL'], { stdio: 'ignore' });
  } catch (error) {
    process.stderr.write(`Pixels are not compared with Pillow's: ${String(error)}\n`);
    return [];
  }
  const photographs = await imagesIn(path.join(recorded, 'data/photos12'));
  const generated = await imagesIn(path.join(recorded, 'data/generated600'));
  const files = [...photographs, ...generated.slice(0, IMAGES - photographs.length)];
  const script = path.join(import.meta.dirname, 'pillow.py');
  const theirs = execFileSync(PYTHON, [script], { input: files.join('\n'), maxBuffer: 1e9 });

  const resampler = await Resampler.load(path.join(root, 'dist/wasm/resample.wasm'));
  const embed = await tinyEmbedder(scratch);
  const start = performance.now();
  let [worstLevels, leastCosine] = [0, 1];
  for (const [index, file] of files.entries()) {
    const { rgb, width, height } = await decodeRgb(await readFile(file));
    const ours = resampler.resample(rgb, width, height, {
      size: CLIP.size,
      fit: CLIP.fit,
      filter: 'bicubic',
    });
    const reference = theirs.subarray(index * ours.length, (index + 1) * ours.length);
    ours.forEach(
      (level, at) => (worstLevels = Math.max(worstLevels, Math.abs(level - (reference[at] ?? NaN)))),
    );
    leastCosine = Math.min(leastCosine, cosine(await embed(ours), await embed(reference)));
  }
  const wallSeconds = (performance.now() - start) / 1000;
  return [
    {
      subject: 'pixels against Pillow',
      n: files.length,
      cpuSeconds: 0,
      wallSeconds,
      peakMb: 0,
      worstLevels,
      leastCosine,
    },
  ];
}

async function tinyEmbedder(scratch: string): Promise<(pixels: Uint8Array) => Promise<Float32Array>> {
  const file = path.join(scratch, 'tiny.onnx');
  await writeFile(file, visionModel(TINY_VISION, clipWeights(TINY_VISION, 1)));
  const ort = loadOnnxruntime();
  const session = await ort.InferenceSession.create(file, { logSeverityLevel: 3 });
  const table = pixelTable(CLIP);
  return async (pixels) => {
    const tensor = new Float32Array(pixels.length);
    writePixels(pixels, table, tensor, 0);
    const input = new ort.Tensor('float32', tensor, [1, 3, CLIP.size, CLIP.size]);
    const vector = Float32Array.from(
      (await session.run({ pixel_values: input }))['image_embeds']?.data as Float32Array,
    );
    normaliseRows(vector, vector.length);
    return vector;
  };
}

async function imagesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith('.jpg'))
    .sort()
    .map((name) => path.join(folder, name));
}
