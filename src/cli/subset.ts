import type { SubsetMethod } from '../core/exchange/subset/stage.ts';
import { plainText } from '../core/plain-text.ts';
import { withLexiclip, withoutModel } from './compose.ts';
import { readIds } from './exchange-options.ts';
import type { StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

interface SubsetOptions extends StageOptions {
  readonly count: number;
  readonly method: SubsetMethod;
  readonly seed: number;
  readonly ids?: string;
  readonly nsfw: boolean;
  readonly grids: boolean;
}

/** Lists the ids of images that stand for all, one to a line: `lexiclip export --ids -` reads them. */
export async function subset(options: SubsetOptions, signal: AbortSignal): Promise<void> {
  const { count, method, seed, nsfw, grids, json, workspace } = options;
  const choice = { count, method, seed, ids: await readIds(options.ids), visible: { nsfw, grids } };
  const { model, from, ids } = await withLexiclip(withoutModel(options), signal, (lexiclip) =>
    lexiclip.exchange.subset(choice, terminalTask(signal)),
  );
  if (json)
    process.stdout.write(`${JSON.stringify({ model: model.id, method, seed, from, ids, workspace })}\n`);
  else process.stdout.write(ids.map((id) => `${plainText(id)}\n`).join(''));
  tell(`${ids.length} of ${from} images, by ${model.label}.`);
}
