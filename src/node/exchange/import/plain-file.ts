import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { LexiclipError } from '../../../core/errors.ts';
import { reasonFor, systemCode } from '../../file-errors.ts';

/**
 * A file that the user named: a link to one is followed, nothing but a file is opened.
 * @throws LexiclipError `bad-import`
 */
export async function checkPlainFile(file: string, most: number): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    const code = systemCode(error);
    if (code === undefined) throw error;
    return refuseFile(file, reasonFor(code));
  });
  if (!found.isFile()) refuseFile(file, l10n.t('it is no file'));
  if (found.size > most) refuseFile(file, l10n.t('it has more than {0} MiB', Math.round(most / 2 ** 20)));
}

/** @throws LexiclipError `bad-import` */
export function refuseFile(file: string, detail: string): never {
  throw new LexiclipError({ kind: 'bad-import', path: path.basename(file), detail });
}
