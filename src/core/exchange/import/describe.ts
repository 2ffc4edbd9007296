import * as l10n from '@vscode/l10n';
import { countOfImages } from '../../counted.ts';
import { localNumber } from '../../language.ts';
import type { ImportReport } from './stage.ts';

/** What came in, and what of the file did not fit, in one or several sentences. */
export function describeImport(report: ImportReport): string {
  const { file, name, images, vectors, unknown, duplicates, unusable, missing } = report;
  const count = countOfImages(images);
  const normalised = vectors?.normalised ?? 0;
  return [
    vectors === undefined
      ? l10n.t('The map “{name}” came in from {file}: {count}.', { name, file, count })
      : l10n.t('Vectors of {dimension} numbers and the map “{name}” came in from {file}: {count}.', {
          dimension: vectors.dimension,
          name,
          file,
          count,
        }),
    ...unless0(normalised, (count) =>
      l10n.t('Vectors normalised, because they had another length than 1: {0}.', count),
    ),
    ...unless0(missing, (count) => l10n.t('Images of the collection that the file lacks: {0}.', count)),
    ...unless0(unknown, (count) =>
      l10n.t('Rows left out, of images that the collection does not have: {0}.', count),
    ),
    ...unless0(duplicates, (count) => l10n.t('Rows left out, of an image that had come before: {0}.', count)),
    ...unless0(unusable, (count) => l10n.t('Rows left out, with numbers that cannot be used: {0}.', count)),
  ].join(' ');
}

function unless0(count: number, say: (count: string) => string): readonly string[] {
  return count === 0 ? [] : [say(localNumber(count))];
}
