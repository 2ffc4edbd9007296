import * as vscode from 'vscode';
import { z } from 'zod';
import { projectionMethods } from '../../core/collection/schema.ts';
import type { ExploreReport } from '../../core/reports.ts';
import { sourceIds, type SourceId } from '../../node/lexiclip.ts';
import { readSettings } from '../config.ts';
import { askWhatToExplore } from './explore-questions.ts';
import type { CommandContext } from './register.ts';

/** What a keybinding, a test or another extension may give; what is not given is asked. */
const argumentsSchema = z.object({
  concepts: z.array(z.string()).optional(),
  count: z.number().int().min(1).max(1000).optional(),
  source: z.enum(sourceIds).optional(),
});
export type ExploreArguments = z.infer<typeof argumentsSchema>;

/** What has been asked or given completely. */
export interface ExplorePlan {
  readonly concepts: readonly string[];
  readonly count: number;
  readonly source: SourceId;
}

/** **Lexica: Explore Concepts**: asks, runs the pipeline, opens the map. Answers the report, where there is one. */
export async function exploreConcepts(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<ExploreReport | undefined> {
  const { context, folders, panels, tree, status } = commands;
  const folder = await folders.choose();
  if (folder === undefined) return undefined;
  const { imagesPerConcept, seed } = readSettings(folder);
  const known = argumentsSchema.safeParse(given).data ?? {};
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
