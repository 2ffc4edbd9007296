import type { PromptFile } from '../src/core/collection/schema.ts';
import { comparedImage, shownName, type ComparedImage } from '../src/core/compare/compared-image.ts';
import { imageDetails, type ImageDetails } from '../src/core/explore/details.ts';
import { THUMBNAIL, type ExplorerMap } from '../src/core/explore/map.ts';
import { imageActions, type FromPage, type ImageAction, type ToPage } from '../src/protocol/explorer.ts';
import { selectionActionNames, type SelectionActionName } from '../src/protocol/selection-actions.ts';
import { Asked } from './asked.ts';
import { carriedImage, carriedMap, carriedSheet } from './carried.ts';
import { showPromptPanel } from './detail/prompt-panel.ts';
import { CarriedSearch } from './search/carried-search.ts';

/** What the page runs in: a webview of VS Code, or a browser that opened the exported page. */
export interface Host {
  post(message: FromPage): void;
  listen(listener: (message: ToPage) => void): void;
  /** What `saveState` kept, from before the page was hidden or the window closed. */
  loadState(): unknown;
  saveState(state: unknown): void;
  /** What the page loads as the thumbnail of an image, by its row; undefined where there is none. */
  thumbnail(map: ExplorerMap, row: number): string | undefined;
  /** What the page loads as a sheet of small pictures, by its place among the map's; undefined where there is none. */
  sheet(map: ExplorerMap, index: number): string | undefined;
  /** An image's prompt, as it is now. */
  prompt(map: ExplorerMap, row: number): Promise<string>;
  /** What is shown beside the map; null for an image that is not there any more. @param projection The map that shows. */
  details(map: ExplorerMap, row: number, projection: string): Promise<ImageDetails | null>;
  /** The image itself; null where it cannot be shown. */
  picture(map: ExplorerMap, row: number): Promise<Uint8Array | null>;
  /** What an image is compared by; null for an image that is not there any more. */
  compared(map: ExplorerMap, row: number): Promise<ComparedImage | null>;
  /** Whether two images can be compared in a diff editor. */
  readonly comparesInEditor: boolean;
  /** Puts a text on the clipboard. */
  copy(text: string): Promise<void>;
  /** What can be done with an image here. */
  readonly actions: readonly ImageAction[];
  /** Whether odd ones and near-duplicates are found here. */
  readonly canFind: boolean;
  /** Whether images can be tagged and rated here. */
  readonly canCurate: boolean;
  /** Whether maps can be made here. */
  readonly makesMaps: boolean;
  /** Whether images can be compared here, by what words mean or with one another. */
  readonly ranks: boolean;
  /** What can be done with the selected images here. */
  readonly selectionActions: readonly SelectionActionName[];
}

interface WebviewApi {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare global {
  /** Given by VS Code to webviews; may be called once. */
  function acquireVsCodeApi(): WebviewApi;
}

/** The host that this page has. */
export function findHost(): Host {
  const map = carriedMap();
  return map === undefined ? webviewHost(acquireVsCodeApi()) : standaloneHost(map);
}

function webviewHost(api: WebviewApi): Host {
  const prompts = new Asked<string>((id) => api.postMessage({ type: 'askPrompt', id }));
  const pictures = new Asked<Uint8Array | null>((id) => api.postMessage({ type: 'askPicture', id }));
  const compared = new Asked<ComparedImage | null>((id) => api.postMessage({ type: 'askCompared', id }));
  let shown = '';
  const details = new Asked<ImageDetails | null>((id) =>
    api.postMessage({ type: 'askDetails', id, projection: shown }),
  );
  return {
    post: (message) => api.postMessage(message),
    listen: (listener) => {
      window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
        if (data.type === 'prompt') prompts.answer(data.id, data.prompt);
        else if (data.type === 'details') details.answer(data.id, data.details);
        else if (data.type === 'compared') compared.answer(data.id, data.image);
        else if (data.type === 'picture') pictures.answer(data.id, data.bytes);
        else listener(data);
      });
    },
    loadState: () => api.getState(),
    saveState: (state) => api.setState(state),
    thumbnail: ({ images, thumbnails }, row) => {
      if (((images.flags[row] ?? 0) & THUMBNAIL) === 0) return undefined;
      const other = images.thumbnailNames.find(([of]) => of === row)?.[1];
      return `${thumbnails}/${encodeURIComponent(other ?? images.ids[row] ?? '')}.webp`;
    },
    sheet: ({ images, sheets }, index) => {
      const name = images.pictures?.sheets[index];
      return name === undefined ? undefined : `${sheets}/${name}.webp`;
    },
    prompt: ({ images }, row) => prompts.ask(images.ids[row] ?? ''),
    details: ({ images }, row, projection) => {
      shown = projection;
      return details.ask(images.ids[row] ?? '');
    },
    picture: ({ images }, row) => pictures.ask(images.ids[row] ?? ''),
    compared: ({ images }, row) => compared.ask(images.ids[row] ?? ''),
    copy: (text) => {
      // A webview in a browser may not write to the clipboard itself.
      api.postMessage({ type: 'copyText', text });
      return Promise.resolve();
    },
    comparesInEditor: true,
    actions: imageActions,
    canFind: true,
    canCurate: true,
    makesMaps: true,
    ranks: true,
    selectionActions: selectionActionNames,
  };
}

/** Answers from the data in the page. Prompts open in a panel, since there is no editor. */
function standaloneHost(map: ExplorerMap): Host {
  let tell: (message: ToPage) => void = () => undefined;
  const search = new CarriedSearch(map, (message) => tell(message));
  let selected: readonly string[] = [];
  const copy = (text: string): Promise<void> => navigator.clipboard.writeText(text);
  const promptOf = (id: string): string => carriedImage(map.images.ids.indexOf(id)).prompt;
  document.documentElement.dataset['standalone'] = '';
  return {
    post(message): void {
      if (message.type === 'ready') tell({ type: 'map', change: map });
      if (message.type === 'search') void search.search(message);
      if (message.type === 'closeHits') search.close();
      if (message.type === 'act') void copy(promptOf(message.id));
      if (message.type === 'select') selected = message.ids;
      if (message.type === 'actOnSelection') {
        if (message.action === 'copyPrompts') void copy(selected.map(promptOf).join('\n\n'));
        else tell({ type: 'compare', ids: selected });
      }
      if (message.type === 'openPrompt') {
        const { file } = carriedImage(map.images.ids.indexOf(message.id));
        showPromptPanel(message.id, file);
      }
    },
    listen(listener): void {
      tell = listener;
    },
    loadState: () => undefined,
    saveState: () => undefined,
    thumbnail: (_, row) => carriedImage(row).thumbnail ?? undefined,
    sheet: (_, index) => carriedSheet(index),
    prompt: (_, row) => Promise.resolve(carriedImage(row).prompt),
    details: ({ images, concepts }, row) => {
      const { file: text, nearest } = carriedImage(row);
      const file = promptFileIn(text);
      const names = [concepts[images.concepts[row] ?? -1] ?? ''];
      return Promise.resolve(
        file === undefined ? null : imageDetails(images.ids[row] ?? '', file, names, nearest),
      );
    },
    picture: () => Promise.resolve(null),
    compared: (shown, row) => Promise.resolve(carriedCompared(shown, row)),
    copy,
    comparesInEditor: false,
    actions: ['copyPrompt'],
    canFind: false,
    canCurate: false,
    makesMaps: false,
    ranks: false,
    selectionActions: ['compareInTable', 'copyPrompts'],
  };
}

/** What an image is compared by, of what the page carries. */
function carriedCompared({ images, concepts }: ExplorerMap, row: number): ComparedImage | null {
  const file = promptFileIn(carriedImage(row).file);
  if (file === undefined) return null;
  const [id = '', index = -1] = [images.ids[row], images.concepts[row]];
  const concept = concepts[index] ?? '';
  const place = images.concepts.subarray(0, row).filter((other) => other === index).length;
  return comparedImage({ id, name: shownName(id, concept, place), concepts: [concept] }, file);
}

/** The prompt file that an exported page carries, as text. */
function promptFileIn(text: string): PromptFile | undefined {
  try {
    return JSON.parse(text) as PromptFile;
  } catch {
    return undefined;
  }
}
