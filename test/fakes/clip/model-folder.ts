import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { textModel, visionModel } from './model.ts';
import { clipTokenizerJson } from './vocabulary.ts';
import { clipWeights, TINY_TEXT, TINY_VISION } from './weights.ts';

/**
 * Writes a small CLIP with seeded random weights, images and words, with a description of it as a user would
 * write one. Answers the description's path, which `--model` takes. What it knows of the world is nothing; its
 * arithmetic is that of the real one.
 */
export async function writeTinyClip(folder: string, seed = 5): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = async (name: string, bytes: Uint8Array | string): Promise<object> => {
    await writeFile(path.join(folder, name), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { path: name, bytes: Buffer.byteLength(bytes), sha256 };
  };
  const vision = await file('vision.onnx', visionModel(TINY_VISION, clipWeights(TINY_VISION, seed)));
  const text = await file('text.onnx', textModel(TINY_TEXT, clipWeights(TINY_TEXT, seed)));
  const description = {
    id: 'tiny-clip',
    label: 'Tiny CLIP',
    licence: 'MIT',
    size: TINY_VISION.image?.size,
    mean: [0.48145466, 0.4578275, 0.40821073],
    deviation: [0.26862954, 0.26130258, 0.27577711],
    variants: [{ ...vision, precision: 'fp32' }],
    text: {
      context: TINY_TEXT.text?.context,
      tokenizer: await file('tokenizer.json', JSON.stringify(clipTokenizerJson())),
      variants: [{ ...text, precision: 'fp32' }],
    },
  };
  const destination = path.join(folder, 'tiny-clip.json');
  await writeFile(destination, JSON.stringify(description, undefined, 2));
  return destination;
}
