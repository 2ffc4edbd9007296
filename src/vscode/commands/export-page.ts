import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { describeBytes } from '../../core/bytes.ts';
import { countOfImages } from '../../core/counted.ts';
import { LexiclipError } from '../../core/errors.ts';
import { writePage } from '../../node/export-page.ts';
import { readSettings } from '../config.ts';
import { confirm } from '../messages.ts';
import { pickOne } from '../quick-input.ts';
import type { CommandContext } from './context.ts';
import { askOutput } from './save-dialog.ts';
import { takenImages, type Taken } from './taken-images.ts';
import { tellWritten } from './tell-written.ts';

/** **Lexica: Export Page…**: the maps as one interactive HTML file, of all images or of the selected ones. */
export async function exportPage(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const taken = await takenImages(commands, ...given);
  if (taken === undefined) return;
  const { session, ids } = taken;
  if (ids === undefined) {
    await exportPageOf(taken);
    return;
  }
  const items = [
    { label: l10n.t('All Images'), ids: undefined },
    { label: l10n.t('Selection: {0}', countOfImages(ids.length)), ids },
  ];
  const chosen = await pickOne(items, {
    title: l10n.t('LexiCLIP: Export Page'),
    placeholder: l10n.t('Of which images?'),
  });
  if (chosen !== undefined) await exportPageOf({ session, ids: chosen.ids });
}

/** Asks where to, tells how large it will be, and writes it. */
export async function exportPageOf({ session, ids }: Taken): Promise<void> {
  const output = await askOutput(session, 'map.html', {
    title: l10n.t('Export Page'),
    filters: { HTML: ['html'] },
  });
  if (output === undefined) return;
  const choice = { ids, visible: readSettings(session.folder).visible };
  const written = await session.run('LexiCLIP', async (lexiclip, task) => {
    const refused = new AbortController();
    const ask = async (bytes: number): Promise<void> => {
      const question = l10n.t('The page will have about {0}. Write it?', describeBytes(bytes));
      const detail = l10n.t('It carries its pictures and prompts, and needs nothing else.');
      const write = l10n.t('Export');
      if ((await confirm('information', question, [detail], write)) !== write) refused.abort();
      refused.signal.throwIfAborted();
    };
    return writePage(lexiclip, output, session.installation, choice, task.signal, ask).then((file) => {
      if (file === undefined) throw new LexiclipError({ kind: 'no-maps' });
      return file;
    });
  });
  if (written !== undefined) tellWritten(l10n.t('The page is in {0}.', path.basename(written)), written);
}
