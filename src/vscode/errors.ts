import * as vscode from 'vscode';
import { isAbort } from '../core/errors.ts';
import { describeError } from '../core/wording.ts';
import type { Log } from './log.ts';
import { showFailure } from './messages.ts';
import { remediesOf } from './remedies.ts';

interface Offers {
  /** The first button, one that the caller acts on. */
  readonly own?: string;
  /** Whether the caller can do what failed once more. */
  readonly canRepeat?: boolean;
}

/**
 * Shows what went wrong, with what can be done about it. A cancelled run is no error.
 * @returns Which button was pressed, of those that the caller acts on.
 */
export async function showError(
  error: unknown,
  log: Log,
  { own, canRepeat = false }: Offers = {},
): Promise<'own' | 'again' | undefined> {
  if (isAbort(error)) return undefined;
  log.error(describeError(error));
  if (error instanceof Error) log.debug(error.stack ?? error.message);
  const remedies = remediesOf(error).filter((remedy) => canRepeat || 'command' in remedy);
  const titles = remedies.map(({ title }) => title);
  const chosen = await showFailure(describeError(error), ...(own === undefined ? [] : [own]), ...titles);
  if (chosen === undefined) return undefined;
  if (chosen === own) return 'own';
  const remedy = remedies.find(({ title }) => title === chosen);
  if (remedy === undefined) return undefined;
  if ('again' in remedy) return 'again';
  await vscode.commands.executeCommand(remedy.command, ...(remedy.arguments ?? []));
  return undefined;
}
