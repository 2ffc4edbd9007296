import type { SubsetMethod, SubsetReport } from '../../core/exchange/subset/stage.ts';
import type { Hits } from '../../core/explore/hits.ts';
import { readSettings } from '../config.ts';
import { showInformation } from '../messages.ts';
import { askText, pickOne } from '../quick-input.ts';
import type { CommandContext } from './context.ts';
import { takenImages, type Taken } from './taken-images.ts';

const TITLE = 'Pick Balanced Subset';
const MOST = 100_000;
const USUAL = 50;

const METHODS = [
  {
    method: 'farthest',
    label: 'Farthest Points',
    description: 'as different as can be: what is rare is among them',
  },
  {
    method: 'kmeans',
    label: 'K-Means Centres',
    description: 'typical ones: the image nearest to each centre',
  },
] as const satisfies readonly {
  readonly method: SubsetMethod;
  readonly label: string;
  readonly description: string;
}[];

const OTHERS = 'Pick Others';

/** **Lexica: Pick Balanced Subset…**: images that stand for the selected ones, or for all; lit on the map before they are selected. */
export async function pickSubset(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const taken = await takenImages(commands, ...given);
  if (taken === undefined) return;
  const count = await askText({
    title: TITLE,
    placeholder: String(USUAL),
    prompt: `How many images are to stand for ${taken.ids === undefined ? 'all' : `the ${taken.ids.length} selected`}?`,
    value: String(Math.min(USUAL, taken.ids?.length ?? USUAL)),
    problem: (text) =>
      /^[1-9]\d{0,5}$/.test(text) && Number(text) <= MOST ? undefined : `A whole number from 1 to ${MOST}.`,
  });
  if (count === undefined) return;
  const chosen = await pickOne(METHODS, { title: TITLE, placeholder: 'Which ones?' });
  if (chosen === undefined) return;
  const { seed } = readSettings(taken.session.folder);
  await offer(commands, taken, { count: Number(count), method: chosen.method }, seed);
}

/** Lights the images until the user has answered; others come with the next seed. */
async function offer(
  { panels }: CommandContext,
  { session, ids }: Taken,
  choice: { readonly count: number; readonly method: SubsetMethod },
  first: number,
): Promise<void> {
  const { visible } = readSettings(session.folder);
  for (let seed = first; ; seed++) {
    const report = await session.run('LexiCLIP', (lexiclip, task) =>
      lexiclip.exchange.subset({ ids, visible, seed, ...choice }, task),
    );
    if (report === undefined) return;
    await panels.current(session);
    const hits = hitsOf(report);
    session.selection.show(hits);
    const select = `Select These ${report.ids.length}`;
    const answer = await showInformation(
      `${report.ids.length} of ${report.from} images are lit on the map.`,
      select,
      OTHERS,
    );
    // Something else may have been found meanwhile.
    if (session.selection.hits === hits) session.selection.show(undefined);
    if (answer === select) session.selection.select(report.ids);
    if (answer !== OTHERS) return;
  }
}

function hitsOf({ ids, from }: SubsetReport): Hits {
  return { kind: 'subset', title: `${ids.length} that stand for ${from}`, ids };
}
