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
  await showHits(commands, session, {
    title: 'Lexica: Find Duplicates',
    placeholder: `${sets.length === 1 ? '1 set' : `${sets.length} sets`} among ${compared} images. Enter opens the prompt.`,
    groups: sets.map(({ similarity, images }) => ({
      title: `${images.length} images, cosine ${similarity.toFixed(3)}`,
      hits: images,
    })),
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
    title: 'Lexica: Find Outliers',
    placeholder: 'The most unlike first, by the mean distance to the nearest. Enter opens the prompt.',
    groups: [{ title: 'Outliers', hits: report.images }],
  });
}
