import { showInformation } from '../messages.ts';
import type { CommandContext } from './context.ts';
import { showHits } from './show-hits.ts';

/** More than anyone scrolls through. */
const OUTLIERS = 100;
/** As alike as two renderings of one picture; CLIP's vectors of different pictures seldom are. */
const LEAST_SIMILARITY = 0.95;

/** **Lexica: Find Duplicates**: images that are nearly the same, in sets. */
export async function findDuplicates(commands: CommandContext): Promise<void> {
  const session = await commands.sessions.choose();
  if (session === undefined) return;
  const report = await session.run('LexiCLIP', (lexiclip, task) =>
    lexiclip.duplicates({ leastSimilarity: LEAST_SIMILARITY }, task),
  );
  if (report === undefined) return;
  const { sets, compared } = report;
  if (sets.length === 0) {
    void showInformation(
      `None of ${compared} images are nearly the same (no cosine above ${LEAST_SIMILARITY}).`,
    );
    return;
  }
  const images = sets.flatMap((set) => set.images);
  await showHits(commands, session, {
    kind: 'duplicates',
    title: `${sets.length === 1 ? '1 set' : `${sets.length} sets`} of near-duplicates`,
    ids: images.map(({ id }) => id),
    scores: images.map(({ score }) => score),
  });
}

/** **Lexica: Find Outliers**: the images that are most unlike all others. */
export async function findOutliers(commands: CommandContext): Promise<void> {
  const session = await commands.sessions.choose();
  if (session === undefined) return;
  const report = await session.run('LexiCLIP', (lexiclip, task) =>
    lexiclip.outliers({ limit: OUTLIERS }, task),
  );
  if (report === undefined) return;
  await showHits(commands, session, {
    kind: 'outliers',
    title: 'Outliers, the most unlike first',
    ids: report.images.map(({ id }) => id),
    scores: report.images.map(({ score }) => score),
  });
}
