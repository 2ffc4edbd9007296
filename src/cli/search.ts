import { plainText } from '../core/plain-text.ts';
import type { SearchReport, SearchRequest } from '../core/reports.ts';
import { withLexiclip, withoutModel } from './compose.ts';
import { lineOf } from './findings.ts';
import type { StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

interface SearchOptions extends StageOptions {
  readonly limit: number;
  readonly words: boolean;
}

interface SelectOptions extends StageOptions {
  readonly limit?: number;
  readonly meaning: boolean;
}

/** Of images that are ranked and not counted. */
const MOST_RANKED = 100;

/** Finds images; each is a line with its score, its id, its concepts and its prompt. */
export async function search(
  terms: readonly string[],
  options: SearchOptions,
  signal: AbortSignal,
): Promise<void> {
  const { limit, words, json, workspace } = options;
  const report = await find({ query: terms.join(' '), limit, words }, options, signal);
  const { query, model, searched, hits } = report;
  if (json) {
    process.stdout.write(`${JSON.stringify({ query, model: model?.id, searched, hits, workspace })}\n`);
    return;
  }
  const width = Math.max(0, ...hits.map(({ id }) => plainText(id).length));
  for (const hit of hits) process.stdout.write(lineOf(hit, width));
  tell(`${hits.length} of ${searched} images${model === undefined ? '' : `, by ${model.label}`}.`);
}

/** The ids of images, one to a line, for other commands to read. */
export async function select(
  terms: readonly string[],
  options: SelectOptions,
  signal: AbortSignal,
): Promise<void> {
  const { meaning, json, workspace } = options;
  const limit = options.limit ?? (meaning ? MOST_RANKED : Infinity);
  const request = { query: terms.join(' '), limit, words: !meaning };
  const { query, searched, hits } = await find(request, options, signal);
  const ids = hits.map(({ id }) => id);
  if (json) {
    process.stdout.write(`${JSON.stringify({ query, searched, ids, workspace })}\n`);
    return;
  }
  // An id that is not one line would be read as two.
  const lines = ids.filter((id) => !/[\r\n]/.test(id));
  process.stdout.write(lines.map((id) => `${id}\n`).join(''));
  const left = ids.length - lines.length;
  tell(
    `${lines.length} of ${searched} images.${left === 0 ? '' : ` ${left} with line breaks in their ids: use --json.`}`,
  );
}

/** Nothing is asked about a model where plain words are all there is. */
function find(request: SearchRequest, options: StageOptions, signal: AbortSignal): Promise<SearchReport> {
  const isLike = /(^|\s)-?like:/i.test(request.query);
  const needs = request.words === true && !isLike ? withoutModel(options) : options;
  return withLexiclip(needs, signal, (lexiclip) => lexiclip.search(request, terminalTask(signal)));
}
