import * as l10n from '@vscode/l10n';
import { isAbout, LexiclipError } from '../../core/errors.ts';
import { usualMethods } from '../../core/project/parameters.ts';
import type { ExploreReport } from '../../core/reports.ts';
import { describeSkipped } from '../../core/skipped.ts';
import { describeRest, describeShortfall } from '../../core/wording.ts';
import { isOwn, isService } from '../../node/sources/open-source.ts';
import { readSettings } from '../config.ts';
import { showError } from '../errors.ts';
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
import { givenArguments } from './given-arguments.ts';
import { mayBringImages } from './new-images.ts';
import { askOtherSource, type SourceNotes } from './source-questions.ts';
import { tellMissing } from './tell-missing.ts';

/** **Lexica: Explore Concepts**: asks, runs the pipeline, opens the map. Answers the report, where there is one. */
export async function exploreConcepts(
  commands: CommandContext,
  ...[given]: readonly unknown[]
): Promise<ExploreReport | undefined> {
  const { context, sessions } = commands;
  const session = await sessions.choose('all');
  if (session === undefined) return undefined;
  const { imagesPerConcept } = readSettings(session.folder);
  const notes = notesFor(commands, session);
  const plan = await askWhatToExplore(
    readArguments(given, 'lexiclip.exploreConcepts'),
    imagesPerConcept,
    notes,
    context.globalState,
  );
  return plan === undefined ? undefined : runWithSomeSource(commands, session, plan);
}

/** Runs the pipeline; what fails is told and may be tried again, by another source where this one gave nothing: nobody types twice. */
export async function runWithSomeSource(
  commands: CommandContext,
  session: FolderSession,
  plan: ExplorePlan,
): Promise<ExploreReport | undefined> {
  try {
    return await runPlan(commands, session, plan);
  } catch (error) {
    const own = isAbout(error, 'nothing-fetched') ? { own: l10n.t('Use Another Source') } : {};
    const answer = await showError(error, commands.log, { ...own, canRepeat: true });
    if (answer === 'own') return runWithOtherSource(commands, session, plan);
    return answer === 'again' ? runWithSomeSource(commands, session, plan) : undefined;
  }
}

async function runWithOtherSource(
  commands: CommandContext,
  session: FolderSession,
  plan: ExplorePlan,
): Promise<ExploreReport | undefined> {
  const source = await askOtherSource(plan.source, notesFor(commands, session));
  return source === undefined ? undefined : runWithSomeSource(commands, session, { ...plan, source });
}

/** What is told of sources when one is chosen for a folder. @param title Of the command. */
export function notesFor(
  { sessions, sources }: CommandContext,
  session: FolderSession,
  title = l10n.t('LexiCLIP: Explore Concepts'),
): SourceNotes {
  const { dataset } = readSettings(session.folder).dataset;
  return { title: sessions.titleIn(session, title), dataset, history: sources };
}

/** Runs the pipeline with progress, and shows the map and what is missing on it. */
export async function runPlan(
  commands: CommandContext,
  session: FolderSession,
  plan: ExplorePlan,
): Promise<ExploreReport | undefined> {
  const { panels, device, sources } = commands;
  const { concepts, count, source, folder: images } = plan;
  const { seed } = readSettings(session.folder);
  const newImages =
    plan.newImages ??
    (await askNewImages(session, async () => mayBringImages(await session.snapshot(), plan)));
  if (newImages === 'cancelled') return undefined;
  const request = { concepts, count, methods: usualMethods, seed };
  const run = session.run(
    'LexiCLIP',
    (lexiclip, task) =>
      lexiclip.explore(newImages === undefined ? request : { ...request, newImages }, source, task),
    { images, wanted: usualMethods },
  );
  const report = await run.catch((error: unknown) => {
    if (error instanceof LexiclipError && error.failure.kind === 'nothing-fetched')
      sources.note(source, error.failure.unanswered !== true);
    throw error;
  });
  if (report === undefined) return undefined;
  sources.note(source, !report.concepts.some(({ unanswered }) => unanswered === true));
  device.note(report);
  await panels.show(session);
  void tellResult(commands, session, plan, report);
  return report;
}

/**
 * What a command was given; what a menu passes along has none of the names and counts as nothing.
 * @throws LexiclipError `bad-argument`
 */
export function readArguments(given: unknown, command: string): ExploreArguments {
  return givenArguments(exploreArguments, given ?? {}, command);
}

/** Partial failure is told, by id: at length in the log, in one sentence here; then what could not be found at all. */
async function tellResult(
  commands: CommandContext,
  session: FolderSession,
  plan: ExplorePlan,
  report: ExploreReport,
): Promise<void> {
  const missing = report.concepts.flatMap(({ failed }) => failed).concat(report.failed);
  if (missing.length > 0) {
    // As they were typed: with their other words.
    const unanswered = plan.concepts.filter((_, index) => report.concepts[index]?.unanswered === true);
    const isOffered = unanswered.length > 0 && isService(plan.source);
    if (!(await tellMissing(missing, isOffered ? l10n.t('Use Another Source') : undefined))) return;
    try {
      await runWithOtherSource(commands, session, { ...plan, concepts: unanswered });
    } catch (error) {
      await showError(error, commands.log);
    }
    return;
  }
  const searched = isService(plan.source) ? report.concepts : [];
  const listed = isOwn(plan.source) ? report.concepts : [];
  const [sentence] = [
    ...searched.flatMap((concept) => describeShortfall(concept) ?? []),
    ...listed.flatMap((concept) => describeRest(concept) ?? []),
  ];
  const skipped = report.skipped.length === 0 ? [] : [describeSkipped(report.skipped)];
  const told = [...skipped, ...(sentence === undefined ? [] : [sentence])].join(' ');
  if (told !== '') await showInformation(told);
}
