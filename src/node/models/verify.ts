import { stat } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import type { ModelFile } from '../../core/embed/model-description.ts';
import { sha256OfFile } from '../sha256.ts';

/** Whether there is a regular file, or a link to one: nothing else may be read, as its end may never come. */
export async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** How a file differs from what a description says of it, or undefined where it does not. */
export async function mismatchOf(file: string, wanted: ModelFile): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return l10n.t('there is no such file');
  if (!found.isFile()) return l10n.t('it is no file');
  if (found.size !== wanted.bytes) return l10n.t('it has {0} bytes instead of {1}', found.size, wanted.bytes);
  const sha256 = await sha256OfFile(file).catch(() => undefined);
  if (sha256 === undefined) return l10n.t('it cannot be read');
  return sha256 === wanted.sha256 ? undefined : l10n.t('its SHA-256 differs');
}
