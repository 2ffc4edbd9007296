import { plainText } from '../core/plain-text.ts';
import { withLexiclip } from './compose.ts';
import { lineOf } from './findings.ts';
import type { StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

interface SearchOptions extends StageOptions {
  readonly limit: number;
}

/** Ranks the collection; each hit is a line with its score, its id, its concepts and its prompt. */
export async function search(
  words: readonly string[],
  options: SearchOptions,
  signal: AbortSignal,
): Promise<void> {
  const { limit, json, workspace } = options;
  const { query, model, searched, hits } = await withLexiclip(options, signal, (lexiclip) =>
    lexiclip.search({ query: words.join(' '), limit }, terminalTask(signal)),
  );
  if (json) {
    process.stdout.write(`${JSON.stringify({ query, model: model.id, searched, hits, workspace })}\n`);
    return;
  }
  const width = Math.max(0, ...hits.map(({ id }) => plainText(id).length));
  for (const hit of hits) process.stdout.write(lineOf(hit, width));
  tell(`${hits.length} of ${searched} images, by ${model.label}.`);
}
