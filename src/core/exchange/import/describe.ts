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
    `${what} came in from ${file}: ${count(images, 'image')}.`,
    ...(normalised === 0
      ? []
      : [`${count(normalised, 'vector')} had another length than 1 and were normalised.`]),
    ...(missing === 0 ? [] : [`${count(missing, 'image')} of the collection are not in the file.`]),
    ...(unknown === 0 ? [] : [`${count(unknown, 'row')} are of images that the collection does not have.`]),
    ...(duplicates === 0 ? [] : [`${count(duplicates, 'row')} are of an image that came before.`]),
    ...(unusable === 0 ? [] : [`${count(unusable, 'row')} have numbers that cannot be used.`]),
  ].join(' ');
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}
