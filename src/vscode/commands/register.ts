import * as vscode from 'vscode';
import { showError } from '../errors.ts';
import { chooseModel } from './choose-model.ts';
import type { CommandContext, CommandHandler } from './context.ts';
import { exploreConcepts } from './explore-concepts.ts';
import { exploreFolder } from './explore-folder.ts';
import { findLikeThis, retryMissing } from './explore-more.ts';
import { findDuplicates, findOutliers } from './find-unusual.ts';
import { newMap } from './new-map.ts';
import { openExplorer, openProjection, revealOnMap } from './open-explorer.ts';
import { openPrompt } from './open-prompt.ts';
import {
  deleteProjection,
  measureStability,
  openProjectionFile,
  rerunProjection,
  rerunProjectionWithParameters,
} from './projections.ts';
import { findSimilar, searchImages } from './search-images.ts';
import { setUpCuda } from './set-up-cuda.ts';

const handlers: Readonly<Record<string, CommandHandler>> = {
  'lexiclip.exploreConcepts': exploreConcepts,
  'lexiclip.exploreFolder': exploreFolder,
  'lexiclip.searchImages': searchImages,
  'lexiclip.findSimilar': findSimilar,
  'lexiclip.findDuplicates': findDuplicates,
  'lexiclip.findOutliers': findOutliers,
  'lexiclip.chooseModel': chooseModel,
  'lexiclip.setUpCuda': setUpCuda,
  'lexiclip.retryMissing': retryMissing,
  'lexiclip.findLikeThis': findLikeThis,
  'lexiclip.openExplorer': openExplorer,
  'lexiclip.openProjection': openProjection,
  'lexiclip.revealOnMap': revealOnMap,
  'lexiclip.openPrompt': openPrompt,
  'lexiclip.openProjectionFile': openProjectionFile,
  'lexiclip.rerunProjection': rerunProjection,
  'lexiclip.rerunProjectionWithParameters': rerunProjectionWithParameters,
  'lexiclip.newMap': newMap,
  'lexiclip.measureStability': measureStability,
  'lexiclip.deleteProjection': deleteProjection,
  'lexiclip.refresh': ({ tree }) => {
    tree.refresh();
  },
  'lexiclip.showLog': ({ log }) => {
    log.show();
  },
};

/** Registers all commands; whatever one throws is shown to the user. */
export function registerCommands(context: CommandContext): void {
  for (const [id, handler] of Object.entries(handlers)) {
    const command = vscode.commands.registerCommand(id, async (...given: unknown[]) => {
      try {
        return await handler(context, ...given);
      } catch (error) {
        await showError(error, context.log);
        return undefined;
      }
    });
    context.context.subscriptions.push(command);
  }
}
