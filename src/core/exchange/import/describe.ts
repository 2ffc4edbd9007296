import { counted } from '../../counted.ts';
import type { ImportReport } from './stage.ts';

/** What came in, and what of the file did not fit, in one or several sentences. */
export function describeImport(report: ImportReport): string {
  const { file, name, images, vectors, unknown, duplicates, unusable, missing } = report;
  const what =
    vectors === undefined
      ? `The map “${name}”`
      : `Vectors of ${vectors.dimension} numbers and the map “${name}”`;
  const normalised = vectors?.normalised ?? 0;
  return [
    `${what} came in from ${file}: ${counted(images, 'image')}.`,
    ...(normalised === 0 ? [] : [`Normalised: ${counted(normalised, 'vector')} of another length than 1.`]),
    ...(missing === 0 ? [] : [`The file lacks ${counted(missing, 'image')} of the collection.`]),
    ...(unknown === 0
      ? []
      : [`Left out: ${counted(unknown, 'row')} of images that the collection does not have.`]),
    ...(duplicates === 0
      ? []
      : [`Left out: ${counted(duplicates, 'row')} of an image that had come before.`]),
    ...(unusable === 0 ? [] : [`Left out: ${counted(unusable, 'row')} with numbers that cannot be used.`]),
  ].join(' ');
}
