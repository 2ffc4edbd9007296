import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { describeImport } from '../../core/exchange/import/describe.ts';
import { importNameProblem, offeredName } from '../../core/exchange/import/names.ts';
import { nameSentence } from '../../core/wording/quoting.ts';
import { importEndings } from '../../node/exchange/import/read-import.ts';
import { showInformation } from '../messages.ts';
import { askText } from '../quick-input.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { CommandContext } from './context.ts';

/** **Lexica: Import Vectors or Map…**: what was computed elsewhere, beside what was computed here. */
export async function importFiles({ sessions, panels }: CommandContext): Promise<void> {
  const session = await sessions.choose();
  if (session === undefined) return;
  const file = await askFile(session);
  if (file === undefined) return;
  const maps = (await session.snapshot())?.projections ?? [];
  const name = await askText({
    title: l10n.t('LexiCLIP: Import Vectors or Map'),
    placeholder: 'openclip-l14',
    prompt: l10n.t('What the map is called. The name of a map that was imported before replaces that.'),
    value: offeredName(file, maps),
    problem: (text) => nameSentence(text, importNameProblem(text, maps)),
  });
  if (name === undefined) return;
  const reports = await session.run('LexiCLIP', (lexiclip, task) =>
    lexiclip.exchange.import({ path: file, name }, task),
  );
  const [report] = reports ?? [];
  if (report === undefined) return;
  await panels.show(session, report.map);
  void showInformation(describeImport(report));
}

async function askFile(session: FolderSession): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: l10n.t('Vectors (.npy with ids beside it, Parquet) or a Map (Parquet, CSV, JSON)'),
    openLabel: l10n.t('Import'),
    defaultUri: session.folder.uri,
    filters: { [l10n.t('Vectors and Maps')]: [...importEndings] },
  });
  return chosen?.[0]?.fsPath;
}
