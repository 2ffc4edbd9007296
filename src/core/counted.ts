import * as l10n from '@vscode/l10n';
import { localNumber } from './language.ts';

/** `1 image`, `1,200 images`. */
export function countOfImages(count: number): string {
  return count === 1 ? l10n.t('1 image') : l10n.t('{0} images', localNumber(count));
}

export function countOfFiles(count: number): string {
  return count === 1 ? l10n.t('1 file') : l10n.t('{0} files', localNumber(count));
}

export function countOfSets(count: number): string {
  return count === 1 ? l10n.t('1 set') : l10n.t('{0} sets', localNumber(count));
}

/** `1 image is not on this map.` */
export function describeLacking(count: number): string {
  return count === 1
    ? l10n.t('1 image is not on this map.')
    : l10n.t('{0} images are not on this map.', localNumber(count));
}

/** How far something is: `200 of 1,200 images`. */
export function describeDone(done: number, total: number): string {
  return l10n.t('{0} of {1} images', localNumber(done), localNumber(total));
}
