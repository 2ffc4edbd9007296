import '@vscode-elements/elements/dist/vscode-button/index.js';
import { element } from '../dom.ts';

/** What stands where a map would be: a sentence or two and, where there is something to do, a button. */
export function messageScreen(
  title: string,
  text: string,
  action?: { label: string; run: () => void },
): HTMLElement {
  const screen = element('div', 'message', element('h2', '', title), element('p', '', text));
  if (action !== undefined) {
    const button = document.createElement('vscode-button');
    button.textContent = action.label;
    button.addEventListener('click', action.run);
    screen.append(button);
  }
  return screen;
}
