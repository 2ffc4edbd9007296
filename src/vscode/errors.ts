import * as vscode from 'vscode';
import { isAbort, LexiclipError } from '../core/errors.ts';
import { describeError } from '../core/wording.ts';
import type { Log } from './log.ts';
import { showFailure } from './messages.ts';

/**
 * Shows what went wrong, with what can be done about it. A cancelled run is no error.
 * @param offer One more button; answers whether it was pressed.
 */
export async function showError(error: unknown, log: Log, offer?: string): Promise<boolean> {
  if (isAbort(error)) return false;
  log.error(describeError(error));
  if (error instanceof Error) log.debug(error.stack ?? error.message);
  const action = actionFor(error);
  const buttons = [...(offer === undefined ? [] : [offer]), action.title];
  const chosen = await showFailure(describeError(error), ...buttons);
  if (chosen === action.title) await vscode.commands.executeCommand(action.command, ...action.arguments);
  return chosen !== undefined && chosen === offer;
}

interface Action {
  readonly title: string;
  readonly command: string;
  readonly arguments: readonly unknown[];
}

function actionFor(error: unknown): Action {
  const failure = error instanceof LexiclipError ? error.failure : undefined;
  const settings = (name: string): Action => ({
    title: 'Open Settings',
    command: 'workbench.action.openSettings',
    arguments: [name],
  });
  switch (failure?.kind) {
    case 'no-workspace':
      return { title: 'Open Folder', command: 'workbench.action.files.openFolder', arguments: [] };
    case 'restricted-mode':
      return { title: 'Manage Workspace Trust', command: 'workbench.trust.manage', arguments: [] };
    case 'no-maps':
    case 'no-images':
      return { title: 'Explore Concepts', command: 'lexiclip.exploreConcepts', arguments: [] };
    case 'model-unusable':
    case 'model-declined':
    case 'no-text-side':
    case 'unknown-model':
      return { title: 'Choose Model', command: 'lexiclip.chooseModel', arguments: [] };
    case 'endpoint-unusable':
      return settings('lexiclip.inference.endpoint');
    case 'device-failed':
    case 'device-unavailable':
      return settings('lexiclip.device');
    case 'no-images-key':
      return settings(failure.setting);
    case 'dataset-refused':
      return settings('lexiclip.huggingFace');
    default:
      return { title: 'Show Log', command: 'lexiclip.showLog', arguments: [] };
  }
}
