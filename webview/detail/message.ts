import '@vscode-elements/elements/dist/vscode-button/index.js';
import { element } from '../dom.ts';

/** What stands where a map would be: a paragraph or two and, where there is something to do, a button. */
export function messageScreen(
  title: string,
  paragraphs: readonly string[],
  action?: { label: string; run: () => void },
): HTMLElement {
  const texts = paragraphs.map((text) => element('p', '', text));
  const screen = element('div', 'message', element('h1', '', title), ...texts);
  if (action !== undefined) {
    const button = document.createElement('vscode-button');
    button.textContent = action.label;
    button.addEventListener('click', action.run);
    screen.append(button);
  }
  return screen;
}
