import { readComfyGraph } from './comfy/graph.ts';
import type { FoundText } from './found-text.ts';
import type { Generation, GenerationReader } from './generation.ts';
import { readInfotext } from './infotext.ts';
import { readFooocus } from './tools/fooocus.ts';
import { readInvoke } from './tools/invoke.ts';
import { readNovelAi } from './tools/novelai.ts';
import { readPlain } from './tools/plain.ts';

/** The most specific first: what only one tool writes, then texts that several share, a plain description last. */
const READERS: readonly GenerationReader[] = [
  readInvoke,
  readNovelAi,
  readFooocus,
  readInfotext,
  readComfyGraph,
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
