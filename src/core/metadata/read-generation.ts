import { readComfyGraph } from './comfy/graph.ts';
import type { FoundText } from './found-text.ts';
import type { Generation, GenerationReader } from './generation.ts';
import { readInfotext } from './infotext.ts';
import { readDrawThings } from './tools/draw-things.ts';
import { readEasyDiffusion } from './tools/easy-diffusion.ts';
import { readFieldChunks } from './tools/field-chunks.ts';
import { readFooocus } from './tools/fooocus.ts';
import { readInvoke } from './tools/invoke.ts';
import { readLabelledJson } from './tools/labelled-json.ts';
import { readMidjourney } from './tools/midjourney.ts';
import { readNovelAi } from './tools/novelai.ts';
import { readPlain } from './tools/plain.ts';
import { readCivitaiGraph, readTensorArt } from './tools/sites.ts';
import { readSwarm } from './tools/swarm.ts';

/** The most specific first: what only one tool writes, then texts that several share, a plain description last. */
const READERS: readonly GenerationReader[] = [
  readSwarm,
  readInvoke,
  readDrawThings,
  readNovelAi,
  readFooocus,
  readEasyDiffusion,
  readTensorArt,
  readCivitaiGraph,
  readInfotext,
  readFieldChunks,
  readComfyGraph,
  readMidjourney,
  readLabelledJson,
  readPlain,
];

/**
 * Reads what tools leave in an image and beside it. Undefined where there is nothing, or nothing that can be
 * understood.
 */
export function readGeneration(texts: readonly FoundText[]): Generation | undefined {
  const found = READERS.flatMap((read) => read(texts) ?? []);
  return found.find(({ prompt }) => prompt !== undefined) ?? found[0];
}
