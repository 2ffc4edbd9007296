import { LexiclipError } from '../../core/errors.ts';
import { usualMethods } from '../../core/project/parameters.ts';
import type { ExploreReport } from '../../core/reports.ts';
import { describeShortfall } from '../../core/wording.ts';
import type { SourceId } from '../../node/sources/open-source.ts';
import { readSettings } from '../config.ts';
import { showInformation } from '../messages.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import { askNewImages } from './ask-new-images.ts';
import type { CommandContext } from './context.ts';
import {
  askWhatToExplore,
  exploreArguments,
  type ExploreArguments,
  type ExplorePlan,
} from './explore-questions.ts';
import { mayBringImages } from './new-images.ts';
import { tellMissing } from './tell-missing.ts';

/** **Lexica: Explore Concepts**: asks, runs the pipeline, opens the map. Answers the report, where there is one. */
export async function exploreConcepts(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<ExploreReport | undefined> {
  const { context, sessions } = commands;
  const session = await sessions.choose();
  if (session === undefined) return undefined;
  const { imagesPerConcept } = readSettings(session.folder);
  const plan = await askWhatToExplore(readArguments(given), imagesPerConcept, context.globalState);
  return plan === undefined ? undefined : runPlan(commands, session, plan);
}

/** Runs the pipeline with progress, and shows the map and what is missing on it. */
export async function runPlan(
  { panels, status }: CommandContext,
  session: FolderSession,
  plan: ExplorePlan,
): Promise<ExploreReport | undefined> {
  const { concepts, count, source, folder: images } = plan;
  const { seed } = readSettings(session.folder);
  const newImages =
    plan.newImages ??
    (await askNewImages(session, async () => mayBringImages(await session.snapshot(), plan)));
  if (newImages === 'cancelled') return undefined;
  const request = { concepts, count, methods: usualMethods, seed };
  const report = await session.run(
    'LexiCLIP',
    (lexiclip, task) =>
      lexiclip.explore(newImages === undefined ? request : { ...request, newImages }, source, task),
    { images, wanted: usualMethods },
  );
  if (report === undefined) return undefined;
  status.show(report);
  await panels.show(session);
  void tellResult(report, source);
  return report;
}

/** @throws LexiclipError `bad-argument`; what a menu passes along has none of the names and counts as nothing. */
function readArguments(given: unknown): ExploreArguments {
  const parsed = exploreArguments.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new LexiclipError({
    kind: 'bad-argument',
    argument: issue?.path.map(String).join('.') ?? '',
    problem: `of lexiclip.exploreConcepts cannot be used (${issue?.message ?? ''})`,
  });
}

/** Partial failure is told, by id: at length in the log, in one sentence here; then what could not be found at all. */
async function tellResult(report: ExploreReport, source: SourceId): Promise<void> {
  const missing = report.concepts.flatMap(({ failed }) => failed).concat(report.failed);
  if (missing.length > 0) {
    await tellMissing(missing);
    return;
  }
  const searched = source === 'lexica' ? report.concepts : [];
  const [shortfall] = searched.flatMap((concept) => describeShortfall(concept) ?? []);
  if (shortfall !== undefined) await showInformation(shortfall);
}
