import { Explorer } from './explorer.ts';
import { findHost } from './host.ts';
import { speakAsPage } from './language.ts';
import { onThemeChange } from './theme.ts';

declare global {
  /** Lets end-to-end tests point at an image: which there are, and where its point or picture is in the window, or null. */
  var lexiclipExplorer: Pick<Explorer, 'ids' | 'locate' | 'locateBeside'> | undefined;
}

speakAsPage();
const root = document.getElementById('explorer');
if (root !== null) {
  const host = findHost();
  const explorer = new Explorer(root, host);
  globalThis.lexiclipExplorer = {
    ids: () => explorer.ids(),
    locate: (id) => explorer.locate(id),
    locateBeside: (id) => explorer.locateBeside(id),
  };
  window.addEventListener('error', ({ message }) => host.post({ type: 'pageError', message }));
  onThemeChange(() => explorer.draw());
  host.listen((message) => explorer.receive(message));
  host.post({ type: 'ready' });
}
