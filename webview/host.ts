import type { ExplorerMap } from '../src/core/explore/map.ts';
import type { FromPage, ToPage } from '../src/protocol/explorer.ts';
import { showPromptPanel } from './detail/prompt-panel.ts';

/** What the page runs in: a webview of VS Code, or a browser that opened the exported page. */
export interface Host {
  post(message: FromPage): void;
  listen(listener: (message: ToPage) => void): void;
  /** What `saveState` kept, from before the page was hidden or the window closed. */
  loadState(): unknown;
  saveState(state: unknown): void;
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
  const data = document.getElementById('lexiclip-data')?.textContent;
  return data === undefined
    ? webviewHost(acquireVsCodeApi())
    : standaloneHost(JSON.parse(data) as StandaloneData);
}

function webviewHost(api: WebviewApi): Host {
  return {
    post: (message) => {
      api.postMessage(message);
    },
    listen: (listener) => {
      window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
        listener(data);
      });
    },
    loadState: () => api.getState(),
    saveState: (state) => {
      api.setState(state);
    },
  };
}

interface StandaloneData {
  readonly map: ExplorerMap;
  readonly prompts: Readonly<Record<string, string>>;
}

/** Answers from the data in the page. Prompts open in a panel, since there is no editor. */
function standaloneHost({ map, prompts }: StandaloneData): Host {
  let tell: (message: ToPage) => void = () => undefined;
  document.documentElement.dataset['standalone'] = '';
  return {
    post(message): void {
      if (message.type === 'ready') tell({ type: 'map', map });
      if (message.type === 'openPrompt') showPromptPanel(message.id, prompts[message.id] ?? '');
    },
    listen(listener): void {
      tell = listener;
    },
    loadState: () => undefined,
    saveState: () => undefined,
  };
}
