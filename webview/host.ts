import { THUMBNAIL, type ExplorerMap } from '../src/core/explore/map.ts';
import type { FromPage, ToPage } from '../src/protocol/explorer.ts';
import { carriedImage, carriedMap, carriedSheet } from './carried.ts';
import { showPromptPanel } from './detail/prompt-panel.ts';

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
  const waiting = new Map<string, ((prompt: string) => void)[]>();
  return {
    post: (message) => api.postMessage(message),
    listen: (listener) => {
      window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
        if (data.type !== 'prompt') {
          listener(data);
          return;
        }
        for (const resolve of waiting.get(data.id) ?? []) resolve(data.prompt);
        waiting.delete(data.id);
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
    prompt: ({ images }, row) => {
      const id = images.ids[row] ?? '';
      return new Promise((resolve) => {
        const others = waiting.get(id);
        waiting.set(id, [...(others ?? []), resolve]);
        if (others === undefined) api.postMessage({ type: 'askPrompt', id });
      });
    },
  };
}

/** Answers from the data in the page. Prompts open in a panel, since there is no editor. */
function standaloneHost(map: ExplorerMap): Host {
  let tell: (message: ToPage) => void = () => undefined;
  document.documentElement.dataset['standalone'] = '';
  return {
    post(message): void {
      if (message.type === 'ready') tell({ type: 'map', change: map });
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
  };
}
