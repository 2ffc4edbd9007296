import * as vscode from 'vscode';
import { projectionMethods } from '../../core/collection/schema.ts';
import type { ExploreReport } from '../../core/reports.ts';
import { readSettings } from '../config.ts';
import type { CommandContext } from './context.ts';
import { askWhatToExplore, exploreArguments } from './explore-questions.ts';

/** **Lexica: Explore Concepts**: asks, runs the pipeline, opens the map. Answers the report, where there is one. */
export async function exploreConcepts(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<ExploreReport | undefined> {
  const { context, folders, panels, tree, status } = commands;
  const folder = await folders.choose();
  if (folder === undefined) return undefined;
  const { imagesPerConcept, seed } = readSettings(folder);
  const known = exploreArguments.safeParse(given).data ?? {};
  const plan = await askWhatToExplore(known, imagesPerConcept, context.globalState);
  if (plan === undefined) return undefined;

  const { concepts, count, source } = plan;
  const report = await folders.run(folder, 'LexiCLIP', (lexiclip, task) =>
    lexiclip.explore({ concepts, count, methods: projectionMethods, seed }, source, task),
  );
  if (report === undefined) return undefined;
  tree.refresh();
  status.show(report);
  await panels.show(folder);
  void tellMissing(report);
  return report;
}

/** Partial failure is told, by id: at length in the log, in one sentence here. */
async function tellMissing(report: ExploreReport): Promise<void> {
  const missing = report.concepts.flatMap(({ failed }) => failed).concat(report.failed);
  const [first] = missing;
  if (first === undefined) return;
  const others = missing.length > 1 ? ` and ${String(missing.length - 1)} more` : '';
  const sentence = `Missing on the map: ${first.id}${others}. ${first.reason} Explore again to try what is missing.`;
  const chosen = await vscode.window.showWarningMessage(sentence, 'Show Log');
  if (chosen !== undefined) await vscode.commands.executeCommand('lexiclip.showLog');
}
