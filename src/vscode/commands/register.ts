import * as vscode from 'vscode';
import { showError } from '../errors.ts';
import { refuseRestricted } from '../restricted-mode.ts';
import { cancelWork } from './cancel-work.ts';
import { chooseModel } from './choose-model.ts';
import { makeConceptOfCluster, renameCluster, showCluster } from './clusters.ts';
import { compare, compareInTable, compareMaps } from './compare.ts';
import type { CommandContext, CommandHandler } from './context.ts';
import { deleteConcept, renameConcept } from './curate-concepts.ts';
import { moveToConcept, newConceptOfImages, takeOutImages } from './curate-images.ts';
import { exploreConcepts } from './explore-concepts.ts';
import { exploreFolder, mapFolder } from './explore-folder.ts';
import { fetchMore, findLikeThis, retryMissing } from './explore-more.ts';
import { exportSelection } from './export-images.ts';
import { exportMapImage } from './export-map-image.ts';
import { exportPage } from './export-page.ts';
import { fetchImages } from './fetch-images.ts';
import { findDuplicates, findOutliers } from './find-unusual.ts';
import { embedImages, finishMaps, updateMaps, updateProjection } from './finish-maps.ts';
import { getStarted, openDocumentation } from './help.ts';
import { importFiles } from './import-files.ts';
import { measureAgain } from './measure-again.ts';
import { newMap } from './new-map.ts';
import {
  openExplorer,
  openGallery,
  openImageList,
  openProjection,
  revealOnMap,
  showKeys,
  showOnlyConcept,
} from './open-explorer.ts';
import { copyImage, openImage, revealImageFile } from './open-image.ts';
import { openPrompt } from './open-prompt.ts';
import { pickSubset } from './pick-subset.ts';
import { openProblemFile, recomputeMap } from './problems.ts';
import {
  deleteProjection,
  measureStability,
  openProjectionFile,
  rerunProjection,
  rerunProjectionWithParameters,
} from './projections.ts';
import { revealConceptFiles, revealInTree } from './reveal.ts';
import { redoLastChange, undoLastChange } from './run-change.ts';
import { findSimilar, searchByImageFile, searchImages } from './search-images.ts';
import { copyPrompts, selectImages } from './selected-images.ts';
import { deleteSelected, renameSelected } from './selected-rows.ts';
import { setUpCuda } from './set-up-cuda.ts';
import { showStatus } from './show-status.ts';
import { rateImages, tagImages } from './tag-images.ts';
import { showWhoMoved } from './who-moved.ts';

/** Commands that only look at what there is: all that Restricted Mode allows. */
const looking: Readonly<Record<string, CommandHandler>> = {
  'lexiclip.openExplorer': openExplorer,
  'lexiclip.openGallery': openGallery,
  'lexiclip.openImageList': openImageList,
  'lexiclip.showKeys': showKeys,
  'lexiclip.openProjection': openProjection,
  'lexiclip.revealOnMap': revealOnMap,
  'lexiclip.revealInTree': revealInTree,
  'lexiclip.revealConceptFiles': revealConceptFiles,
  'lexiclip.showOnlyConcept': showOnlyConcept,
  'lexiclip.showCluster': showCluster,
  'lexiclip.openPrompt': openPrompt,
  'lexiclip.selectImages': selectImages,
  'lexiclip.openImage': openImage,
  'lexiclip.revealImageFile': revealImageFile,
  'lexiclip.copyPrompts': copyPrompts,
  'lexiclip.copyImage': copyImage,
  // What runs a model is refused where the box asks for it.
  'lexiclip.searchImages': searchImages,
  'lexiclip.compare': compare,
  'lexiclip.compareInTable': compareInTable,
  'lexiclip.compareMaps': compareMaps,
  'lexiclip.showWhoMoved': showWhoMoved,
  'lexiclip.openProjectionFile': openProjectionFile,
  'lexiclip.openProblemFile': openProblemFile,
  'lexiclip.refresh': async ({ sessions, tree }) => {
    await Promise.all(sessions.all.map((session) => session.checkAnew()));
    await tree.refresh();
  },
  'lexiclip.chooseFolder': async ({ sessions }) => {
    await sessions.ask();
  },
  'lexiclip.showLog': ({ log }) => log.show(),
  'lexiclip.getStarted': getStarted,
  'lexiclip.openDocumentation': openDocumentation,
  'lexiclip.showStatus': showStatus,
  'lexiclip.cancel': cancelWork,
};

/** Commands that run something, write or connect. */
const acting: Readonly<Record<string, CommandHandler>> = {
  'lexiclip.exploreConcepts': exploreConcepts,
  'lexiclip.exploreFolder': exploreFolder,
  'lexiclip.mapFolder': mapFolder,
  'lexiclip.continue': finishMaps,
  // The same by the names of what it does then.
  'lexiclip.embedAndMap': finishMaps,
  'lexiclip.makeMaps': finishMaps,
  'lexiclip.tryAgain': finishMaps,
  'lexiclip.fetchImages': fetchImages,
  'lexiclip.embedImages': embedImages,
  // The same by its name beside a step that does more.
  'lexiclip.embedOnly': embedImages,
  'lexiclip.updateMaps': updateMaps,
  'lexiclip.updateProjection': updateProjection,
  'lexiclip.findSimilar': findSimilar,
  'lexiclip.searchByImageFile': searchByImageFile,
  'lexiclip.findDuplicates': findDuplicates,
  'lexiclip.findOutliers': findOutliers,
  'lexiclip.exportSelection': exportSelection,
  'lexiclip.exportPage': exportPage,
  'lexiclip.exportMapImage': exportMapImage,
  'lexiclip.importFiles': importFiles,
  'lexiclip.pickSubset': pickSubset,
  'lexiclip.chooseModel': chooseModel,
  'lexiclip.measureAgain': measureAgain,
  'lexiclip.setUpCuda': setUpCuda,
  'lexiclip.renameCluster': renameCluster,
  'lexiclip.makeConceptOfCluster': makeConceptOfCluster,
  'lexiclip.tag': tagImages,
  'lexiclip.rate': rateImages,
  'lexiclip.moveToConcept': moveToConcept,
  'lexiclip.newConcept': newConceptOfImages,
  'lexiclip.takeOut': takeOutImages,
  'lexiclip.renameConcept': renameConcept,
  'lexiclip.deleteConcept': deleteConcept,
  'lexiclip.renameSelected': renameSelected,
  'lexiclip.deleteSelected': deleteSelected,
  'lexiclip.undoChange': undoLastChange,
  'lexiclip.redoChange': redoLastChange,
  'lexiclip.retryMissing': retryMissing,
  'lexiclip.fetchMore': fetchMore,
  'lexiclip.findLikeThis': findLikeThis,
  'lexiclip.rerunProjection': rerunProjection,
  'lexiclip.rerunProjectionWithParameters': rerunProjectionWithParameters,
  'lexiclip.recomputeMap': recomputeMap,
  'lexiclip.newMap': newMap,
  'lexiclip.measureStability': measureStability,
  'lexiclip.deleteProjection': deleteProjection,
};

/** Registers all commands; whatever one throws is shown to the user. */
export function registerCommands(context: CommandContext): void {
  const register = (id: string, handler: CommandHandler): void => {
    const run = async (...given: unknown[]): Promise<unknown> => {
      try {
        return await handler(context, ...given);
      } catch (error) {
        const answer = await showError(error, context.log, { canRepeat: true });
        return answer === 'again' ? run(...given) : undefined;
      }
    };
    const command = vscode.commands.registerCommand(id, run);
    context.context.subscriptions.push(command);
  };
  for (const [id, handler] of Object.entries(looking)) register(id, handler);
  for (const [id, handler] of Object.entries(acting)) register(id, inTrustedWorkspace(handler));
}

function inTrustedWorkspace(handler: CommandHandler): CommandHandler {
  return (context, ...given) => {
    refuseRestricted();
    return handler(context, ...given);
  };
}
