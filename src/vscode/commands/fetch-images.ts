import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { LexiclipError } from '../../core/errors.ts';
import { localNumber } from '../../core/language.ts';
import type { FetchReport } from '../../core/reports.ts';
import { readSettings } from '../config.ts';
import { showInformation } from '../messages.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { CommandContext } from './context.ts';
import { notesFor, readArguments } from './explore-concepts.ts';
import { askWhatToExplore, type ExplorePlan } from './explore-questions.ts';
import { tellMissing } from './tell-missing.ts';

/** **Lexica: Fetch Images**: asks as Explore Concepts does, and brings images only. Answers the report, where there is one. */
export async function fetchImages(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<FetchReport | undefined> {
  const { context, sessions } = commands;
  const session = await sessions.choose('all');
  if (session === undefined) return undefined;
  const { imagesPerConcept } = readSettings(session.folder);
  const notes = notesFor(commands, session, l10n.t('LexiCLIP: Fetch Images'));
  const { globalState } = context;
  const plan = await askWhatToExplore(
    readArguments(given, 'lexiclip.fetchImages'),
    imagesPerConcept,
    notes,
    globalState,
  );
  return plan === undefined ? undefined : fetchPlan(commands, session, plan);
}

/** Fetches what was asked for, and tells what has come and what is missing. */
async function fetchPlan(
  { sources }: CommandContext,
  session: FolderSession,
  { concepts, count, source, folder: images }: ExplorePlan,
): Promise<FetchReport | undefined> {
  const report = await session.run(
    'LexiCLIP',
    (lexiclip, task) => lexiclip.fetch({ concepts, count }, source, task),
    { images, wanted: [], forgetsEnd: true },
  );
  if (report === undefined) return undefined;
  const unanswered = report.concepts.some((concept) => concept.unanswered === true);
  sources.note(source, !unanswered);
  const missing = report.concepts.flatMap(({ failed }) => failed);
  if (report.concepts.every(({ fetched, cached }) => fetched + cached === 0))
    throw new LexiclipError({ kind: 'nothing-fetched', reasons: missing, unanswered });
  if (missing.length > 0) void tellMissing(missing);
  else void offerNext(session, describeFetched(report));
  return report;
}

async function offerNext({ folder }: FolderSession, sentence: string): Promise<void> {
  const next = l10n.t('Embed and Map');
  if ((await showInformation(sentence, next)) !== next) return;
  await vscode.commands.executeCommand('lexiclip.embedAndMap', { folder: folder.uri.toString() });
}

function describeFetched({ concepts }: FetchReport): string {
  const sum = (kind: 'fetched' | 'cached'): number =>
    concepts.reduce((total, concept) => total + concept[kind], 0);
  const [fetched, cached] = [sum('fetched'), sum('cached')];
  const now =
    fetched === 1 ? l10n.t('1 image fetched.') : l10n.t('{0} images fetched.', localNumber(fetched));
  if (cached === 0) return now;
  const before =
    cached === 1
      ? l10n.t('1 image was here already.')
      : l10n.t('{0} images were here already.', localNumber(cached));
  return `${now} ${before}`;
}
