import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { countOfImages } from '../../core/counted.ts';
import type { ExportChoice } from '../../core/exchange/source.ts';
import { describeWrittenImages } from '../../node/exchange/image-folder.ts';
import type { tableFormats } from '../../node/exchange/write-table.ts';
import { type TableFormat } from '../../node/exchange/write-table.ts';
import { readSettings } from '../config.ts';
import { askText, pickOne, type ListItem } from '../quick-input.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { CommandContext } from './context.ts';
import { exportPageOf } from './export-page.ts';
import { askOutput } from './save-dialog.ts';
import { takenImages } from './taken-images.ts';
import { tellWritten } from './tell-written.ts';

interface FormatItem extends ListItem {
  readonly format: TableFormat | 'images' | 'training' | 'page';
}

const formats = (): readonly FormatItem[] => [
  {
    format: 'images',
    icon: 'file-media',
    label: l10n.t('Images with Captions'),
    description: l10n.t('a folder with <name>.txt beside each image, and metadata.jsonl'),
  },
  {
    format: 'training',
    icon: 'folder',
    label: l10n.t('Images with Captions, a Folder for Each Concept'),
    description: l10n.t('10_concept, as sd-scripts reads them'),
  },
  { format: 'json', icon: 'json', label: 'JSON', description: l10n.t('what is known of each image') },
  { format: 'csv', icon: 'table', label: 'CSV', description: l10n.t('for spreadsheets') },
  {
    format: 'jsonl',
    icon: 'list-flat',
    label: 'JSON Lines',
    description: l10n.t('metadata.jsonl, as Hugging Face’s imagefolder reads it'),
  },
  {
    format: 'parquet',
    icon: 'database',
    label: 'Parquet',
    description: l10n.t('with vectors and neighbours, for Embedding Atlas, DuckDB and others'),
  },
  {
    format: 'page',
    icon: 'browser',
    label: l10n.t('Interactive Page'),
    description: l10n.t('one HTML file that needs nothing else'),
  },
];

/** sd-scripts’ own example. */
const REPEATS = '10';

/** **Lexica: Export Selection…**: the selected images, or all, as files or as a table. */
export async function exportSelection(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const taken = await takenImages(commands, ...given);
  if (taken === undefined) return;
  const { session, ids } = taken;
  const title =
    ids === undefined
      ? l10n.t('LexiCLIP: Export All Images')
      : l10n.t('LexiCLIP: Export {0}', countOfImages(ids.length));
  const chosen = await pickOne(formats(), { title, placeholder: l10n.t('As what?'), ignoreFocusOut: true });
  if (chosen === undefined) return;
  const { format } = chosen;
  if (format === 'page') await exportPageOf(taken);
  else if (format === 'images') await exportFolder(session, ids, undefined);
  else if (format === 'training') {
    const repeats = await askText({
      title: l10n.t('LexiCLIP: Export Images for Training'),
      placeholder: REPEATS,
      prompt: l10n.t(
        'How often each image is repeated in an epoch: the number before the concept in the folder’s name.',
      ),
      value: REPEATS,
      problem: (text) =>
        /^[1-9]\d{0,2}$/.test(text) ? undefined : l10n.t('A whole number from {0} to {1}.', 1, 999),
    });
    if (repeats !== undefined) await exportFolder(session, ids, Number(repeats));
  } else await exportTable(session, ids, format);
}

function choiceOf(session: FolderSession, ids: readonly string[] | undefined): ExportChoice {
  return { ids, visible: readSettings(session.folder).visible };
}

async function exportFolder(
  session: FolderSession,
  ids: readonly string[] | undefined,
  repeats: number | undefined,
): Promise<void> {
  const folder = await askOutput(session, 'images', { title: l10n.t('A New Folder for the Images') });
  if (folder === undefined) return;
  const written = await session.run('LexiCLIP', (lexiclip, task) =>
    lexiclip.exchange.writeImages(choiceOf(session, ids), folder, { repeats }, task),
  );
  if (written !== undefined)
    tellWritten(
      `${describeWrittenImages(written)} ${l10n.t('They are in {0}.', path.basename(folder))}`,
      folder,
    );
}

async function exportTable(
  session: FolderSession,
  ids: readonly string[] | undefined,
  format: (typeof tableFormats)[number],
): Promise<void> {
  const name = format === 'jsonl' ? 'metadata.jsonl' : `images.${format}`;
  const output = await askOutput(session, name, {
    title: l10n.t('Export Images'),
    filters: { [format]: [format] },
  });
  if (output === undefined) return;
  const written = await session.run('LexiCLIP', (lexiclip, task) =>
    lexiclip.exchange.writeTable(choiceOf(session, ids), format, output, task),
  );
  if (written !== undefined)
    tellWritten(l10n.t('{0} in {1}.', countOfImages(written.images), path.basename(output)), output);
}
