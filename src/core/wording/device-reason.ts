import * as l10n from '@vscode/l10n';
import { localGroups } from '../language.ts';

/*
 * Why a device embeds, for people. Files keep it in English, as everyone who shares a collection reads them; what is
 * not known here (a driver's own message) is told as it is.
 */

/** @param reason As it stands in the files of vectors and maps (node/inference/embedder.ts). */
export function deviceReason(reason: string): string {
  const [, what = reason, refusals] =
    /^(first that proved itself|no GPU can be used) \((.*)\)$/.exec(reason) ?? [];
  const said = phrase(what);
  if (refusals === undefined) return said;
  return l10n.t('{0} ({1})', said, localGroups(refusals.split('; ').map(refusalOf)));
}

/** Why a device could not be used. @param detail Of the failures `device-unavailable` and `device-failed`. */
export function refusalText(detail: string): string {
  return localGroups(detail.split('; ').map(refusalOf));
}

/** @param refusal `CUDA: its libraries are not installed`, or the reason alone. */
function refusalOf(refusal: string): string {
  const [, device, why = refusal] = /^(CUDA|WebGPU|CoreML|DirectML|CPU): (.*)$/.exec(refusal) ?? [];
  return device === undefined ? phrase(why) : l10n.t('{0}: {1}', device, phrase(why));
}

function phrase(english: string): string {
  switch (english) {
    case 'as chosen':
      return l10n.t('as chosen');
    case 'first that proved itself':
      return l10n.t('first that proved itself');
    case 'no GPU can be used':
      return l10n.t('no GPU can be used');
    case 'no GPU can be used on this platform':
      return l10n.t('no GPU can be used on this platform');
    case 'its libraries are not installed':
      return l10n.t('its libraries are not installed');
    case 'no graphics adapter':
      return l10n.t('no graphics adapter');
    default:
      return english;
  }
}
