import path from 'node:path';
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

const FORMATS: readonly FormatItem[] = [
  {
    format: 'images',
    icon: 'file-media',
    label: 'Images with Captions',
    description: 'a folder with <name>.txt beside each image, and metadata.jsonl',
  },
  {
    format: 'training',
    icon: 'folder',
    label: 'Images with Captions, a Folder for Each Concept',
    description: '10_concept, as sd-scripts reads them',
  },
  { format: 'json', icon: 'json', label: 'JSON', description: 'what is known of each image' },
  { format: 'csv', icon: 'table', label: 'CSV', description: 'for spreadsheets' },
  {
    format: 'jsonl',
    icon: 'list-flat',
    label: 'JSON Lines',
    description: 'metadata.jsonl, as Hugging Face’s imagefolder reads it',
  },
  {
    format: 'parquet',
    icon: 'database',
    label: 'Parquet',
    description: 'with vectors and neighbours, for Embedding Atlas, DuckDB and others',
  },
  {
    format: 'page',
    icon: 'browser',
    label: 'Interactive Page',
    description: 'one HTML file that needs nothing else',
  },
];

/** sd-scripts’ own example. */
const REPEATS = '10';

/** **Lexica: Export Selection…**: the selected images, or all, as files or as a table. */
export async function exportSelection(commands: CommandContext, ...given: readonly unknown[]): Promise<void> {
  const taken = await takenImages(commands, ...given);
  if (taken === undefined) return;
  const { session, ids } = taken;
  const what = ids === undefined ? 'All Images' : countOfImages(ids.length);
  const chosen = await pickOne(FORMATS, { title: `LexiCLIP: Export ${what}`, placeholder: 'As what?' });
  if (chosen === undefined) return;
  const { format } = chosen;
  if (format === 'page') await exportPageOf(taken);
  else if (format === 'images') await exportFolder(session, ids, undefined);
  else if (format === 'training') {
    const repeats = await askText({
      title: 'LexiCLIP: Export Images for Training',
      placeholder: REPEATS,
      prompt:
        'How often each image is repeated in an epoch: the number before the concept in the folder’s name.',
      value: REPEATS,
      problem: (text) => (/^[1-9]\d{0,2}$/.test(text) ? undefined : 'A whole number from 1 to 999.'),
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
  const folder = await askOutput(session, 'images', { title: 'A New Folder for the Images' });
  if (folder === undefined) return;
  const written = await session.run('LexiCLIP', (lexiclip, task) =>
    lexiclip.exchange.writeImages(choiceOf(session, ids), folder, { repeats }, task),
  );
  if (written !== undefined)
    tellWritten(`${describeWrittenImages(written)} They are in ${path.basename(folder)}.`, folder);
}

async function exportTable(
  session: FolderSession,
  ids: readonly string[] | undefined,
  format: (typeof tableFormats)[number],
): Promise<void> {
  const name = format === 'jsonl' ? 'metadata.jsonl' : `images.${format}`;
  const output = await askOutput(session, name, { title: 'Export Images', filters: { [format]: [format] } });
  if (output === undefined) return;
  const written = await session.run('LexiCLIP', (lexiclip, task) =>
    lexiclip.exchange.writeTable(choiceOf(session, ids), format, output, task),
  );
  if (written !== undefined)
    tellWritten(`${countOfImages(written.images)} are in ${path.basename(output)}.`, output);
}
