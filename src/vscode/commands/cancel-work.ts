import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { workLine } from '../../core/describe-progress.ts';
import { showInformation } from '../messages.ts';
import { pickOne } from '../quick-input.ts';
import { folderOf } from '../tree/entries.ts';
import type { CommandContext } from './context.ts';

/** What the page or a menu gives. */
const cancelArguments = z.object({ folder: z.string() });

/** **Lexica: Cancel**: ends what is being done; where that is several things, the one that the user picks. */
export async function cancelWork(
  { sessions }: CommandContext,
  ...[given]: readonly unknown[]
): Promise<void> {
  const { works } = sessions;
  const folder = folderOf(given)?.uri.toString() ?? cancelArguments.safeParse(given).data?.folder;
  const running = works.all.filter((work) => folder === undefined || work.folder?.uri.toString() === folder);
  if (running.length === 0) {
    void showInformation(l10n.t('Nothing is running.'));
    return;
  }
  const items = running.map((work) => ({
    label: workLine(work.text),
    description: work.folder?.name ?? '',
    work,
  }));
  const picked =
    items.length === 1
      ? items[0]
      : await pickOne(items, { title: l10n.t('LexiCLIP: Cancel'), placeholder: l10n.t('Cancel what?') });
  if (picked !== undefined) works.cancel(picked.work);
}
