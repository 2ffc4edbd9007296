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
