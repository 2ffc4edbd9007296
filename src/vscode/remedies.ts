import * as l10n from '@vscode/l10n';
import { type Failure, LexiclipError } from '../core/errors.ts';

/** A button below an error: a command, or what failed once more. */
export type Remedy =
  | { readonly title: string; readonly command: string; readonly arguments?: readonly unknown[] }
  | { readonly title: string; readonly again: true };

const tryAgain = (): Remedy => ({ title: l10n.t('Try Again'), again: true });
const showLog = (): Remedy => ({ title: l10n.t('Show Log'), command: 'lexiclip.showLog' });
const exploreConcepts = (): Remedy => ({
  title: l10n.t('Explore Concepts'),
  command: 'lexiclip.exploreConcepts',
});
const exploreFolder = (): Remedy => ({
  title: l10n.t('Explore Folder of Images'),
  command: 'lexiclip.exploreFolder',
});
const chooseFolder = (): Remedy => ({
  title: l10n.t('Choose Another Folder…'),
  command: 'lexiclip.exploreFolder',
});
const chooseModel = (): Remedy => ({ title: l10n.t('Choose Model'), command: 'lexiclip.chooseModel' });
const newMap = (): Remedy => ({ title: l10n.t('New Map…'), command: 'lexiclip.newMap' });
const openFile = (): Remedy => ({ title: l10n.t('Open File'), command: 'lexiclip.openProblemFile' });

/** What an error's sentence advises (src/core/wording.ts), as buttons; the log comes last, and only where it says more. */
export function remediesOf(error: unknown): readonly Remedy[] {
  if (!(error instanceof LexiclipError)) return [tryAgain(), showLog()];
  const { failure } = error;
  const isLogged = 'detail' in failure || 'reasons' in failure;
  return isLogged ? [...advised(failure), showLog()] : advised(failure);
}

function advised(failure: Failure): readonly Remedy[] {
  switch (failure.kind) {
    case 'no-workspace':
      return [{ title: l10n.t('Open Folder'), command: 'workbench.action.files.openFolder' }];
    case 'restricted-mode':
      return [{ title: l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' }];
    case 'no-maps':
    case 'no-images':
    case 'no-clusters':
      return [exploreConcepts(), exploreFolder()];
    case 'no-vectors':
      return [{ title: l10n.t('Embed and Map'), command: 'lexiclip.embedAndMap' }];
    case 'no-images-in-folder':
      return [chooseFolder(), exploreConcepts()];
    case 'image-not-allowed':
    case 'not-collected':
      return [exploreFolder()];
    case 'not-copied':
      return [openImage(failure.image)];
    case 'nothing-fetchable':
      return [exploreConcepts(), exploreFolder()];
    case 'one-map-only':
    case 'no-such-map':
      return [newMap()];
    case 'imported-map':
      return [{ title: l10n.t('Import Vectors or Map…'), command: 'lexiclip.importFiles' }, newMap()];
    case 'outdated-map':
      return [{ title: l10n.t('Update Maps'), command: 'lexiclip.updateMaps' }];
    case 'damaged-map':
      return [{ title: l10n.t('Compute Anew'), command: 'lexiclip.recomputeMap' }, openFile()];
    case 'corrupt-file':
      return isOpened(failure.path) ? [openFile(), tryAgain()] : [tryAgain()];
    case 'nothing-selected':
      return [{ title: l10n.t('Open Map'), command: 'lexiclip.openExplorer' }];
    case 'model-unusable':
    case 'model-mismatch':
    case 'unknown-model':
    case 'no-text-side':
      return [chooseModel()];
    case 'model-declined':
    case 'model-unreachable':
    case 'model-corrupt':
      return [tryAgain(), chooseModel()];
    case 'no-nvidia-driver':
    case 'cuda-unreachable':
    case 'cuda-corrupt':
      return [tryAgain()];
    case 'embedded-elsewhere':
      return [settings('lexiclip.inference.endpoint')];
    case 'device-failed':
      return [tryAgain(), settings('lexiclip.device')];
    case 'device-unavailable':
      return [settings('lexiclip.device')];
    case 'endpoint-unusable':
      return [tryAgain(), settings('lexiclip.inference.endpoint')];
    case 'no-images-key':
      return [settings(failure.setting)];
    case 'dataset-refused':
      return [settings('lexiclip.huggingFace')];
    case 'proxy-refused':
      return [settings('http.proxy')];
    case 'host-not-found':
      return [tryAgain(), settings('lexiclip endpoint')];
    case 'challenge-page':
      return [tryAgain(), ...opened(failure.url)];
    case 'http-status':
      return failure.status === 429 || failure.status >= 500 ? [tryAgain()] : [];
    case 'nothing-fetched':
    case 'nothing-embedded':
    case 'unreachable':
    case 'timed-out':
    case 'broken-off':
    case 'not-json':
    case 'no-search-index':
    case 'download-declined':
    case 'inference-crashed':
    case 'projection-failed':
    case 'clustering-failed':
    case 'disk-full':
    case 'not-writable':
    case 'not-readable':
    case 'lock-lost':
    case 'busy':
    case 'no-concepts':
    case 'nothing-found':
    case 'unknown-sample-concept':
    case 'bad-list':
    case 'bad-import':
    case 'bad-query':
      return [tryAgain()];
    default:
      return [];
  }
}

function settings(query: string): Remedy {
  return { title: l10n.t('Open Settings'), command: 'workbench.action.openSettings', arguments: [query] };
}

/** As the menu of that image does, on the map that is looked at. */
function openImage(image: string): Remedy {
  const menu = { webviewSection: 'image', image };
  return { title: l10n.t('Open Image'), command: 'lexiclip.openImage', arguments: [menu] };
}

/** The service's own page, for the human check that it asks for. */
function opened(url: string): readonly Remedy[] {
  if (!URL.canParse(url)) return [];
  const { protocol, origin } = new URL(url);
  if (protocol !== 'https:') return [];
  return [{ title: l10n.t('Open in Browser'), command: 'vscode.open', arguments: [origin] }];
}

/** Whether people can mend a file in an editor; those of the cache are computed again. */
function isOpened(path: string): boolean {
  return path.endsWith('.json') && !path.includes('/cache/');
}
