import * as l10n from '@vscode/l10n';
import type { SubsetMethod, SubsetReport } from '../../core/exchange/subset/stage.ts';
import type { Hits } from '../../core/explore/hits.ts';
import { localNumber } from '../../core/language.ts';
import { readSettings } from '../config.ts';
import { showInformation } from '../messages.ts';
import { askText, pickOne } from '../quick-input.ts';
import type { CommandContext } from './context.ts';
import { takenImages, type Taken } from './taken-images.ts';

const title = (): string => l10n.t('Pick Balanced Subset');
const MOST = 100_000;
const USUAL = 50;

interface MethodItem {
  readonly method: SubsetMethod;
  readonly label: string;
  readonly description: string;
}

function methods(): readonly MethodItem[] {
  return [
    {
      method: 'farthest',
      label: l10n.t('Farthest Points'),
      description: l10n.t('as different as can be: what is rare is among them'),
    },
    {
      method: 'kmeans',
      label: l10n.t('K-Means Centres'),
      description: l10n.t('typical ones: the image nearest to each centre'),
    },
  ];
}

/** **Lexica: Pick Balanced Subset…**: images that stand for the selected ones, or for all; lit on the map before they are selected. */
export async function pickSubset(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const taken = await takenImages(commands, ...given);
  if (taken === undefined) return;
  const count = await askText({
    title: title(),
    placeholder: String(USUAL),
    prompt:
      taken.ids === undefined
        ? l10n.t('How many images are to stand for all?')
        : l10n.t('How many images are to stand for the {0} selected?', localNumber(taken.ids.length)),
    value: String(Math.min(USUAL, taken.ids?.length ?? USUAL)),
    problem: (text) =>
      /^[1-9]\d{0,5}$/.test(text) && Number(text) <= MOST
        ? undefined
        : l10n.t('A whole number from {0} to {1}.', 1, localNumber(MOST)),
  });
  if (count === undefined) return;
  const chosen = await pickOne(methods(), { title: title(), placeholder: l10n.t('Which ones?') });
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
    const select = l10n.t('Select These {0}', localNumber(report.ids.length));
    const others = l10n.t('Pick Others');
    const answer = await showInformation(
      l10n.t('Lit on the map: {0} of {1} images.', localNumber(report.ids.length), localNumber(report.from)),
      select,
      others,
    );
    // Something else may have been found meanwhile.
    if (session.selection.hits === hits) session.selection.show(undefined);
    if (answer === select) session.selection.select(report.ids);
    if (answer !== others) return;
  }
}

function hitsOf({ ids, from }: SubsetReport): Hits {
  return {
    kind: 'subset',
    title: l10n.t('{0} that stand for {1}', localNumber(ids.length), localNumber(from)),
    ids,
  };
}
