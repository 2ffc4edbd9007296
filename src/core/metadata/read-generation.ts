import { readComfyGraph } from './comfy/graph.ts';
import type { FoundText } from './found-text.ts';
import type { Generation, GenerationReader } from './generation.ts';
import { readInfotext } from './infotext.ts';
import { readCivitai } from './tools/civitai.ts';
import { readDrawThings } from './tools/draw-things.ts';
import { readEasyDiffusion } from './tools/easy-diffusion.ts';
import { readFooocus } from './tools/fooocus.ts';
import { readInvoke } from './tools/invoke.ts';
import { readLabelled } from './tools/labelled.ts';
import { readMidjourney } from './tools/midjourney.ts';
import { readNovelAi } from './tools/novelai.ts';
import { readPlain } from './tools/plain.ts';
import { readSwarm } from './tools/swarm.ts';
import { readSygil } from './tools/sygil.ts';
import { readTensorArt } from './tools/tensor-art.ts';

/**
 * The most specific first: what only one tool writes, then texts that several share. A text that says the prompt in
 * words beats a graph, which may hold no more than a template of it; a plain description comes last.
 */
const READERS: readonly GenerationReader[] = [
  readInvoke,
  readNovelAi,
  readSwarm,
  readFooocus,
  readSygil,
  readTensorArt,
  readCivitai,
  readDrawThings,
  readEasyDiffusion,
  readInfotext,
  readComfyGraph,
  readLabelled,
  readMidjourney,
  readPlain,
];

/**
 * Reads what tools leave in an image and beside it (docs/metadata.md). Undefined where there is nothing, or nothing
 * that can be understood.
 */
export function readGeneration(texts: readonly FoundText[]): Generation | undefined {
  const found = READERS.flatMap((read) => read(texts) ?? []);
  return found.find(({ prompt }) => prompt !== undefined) ?? found[0];
}
