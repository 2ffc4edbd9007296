import '@vscode-elements/elements/dist/vscode-button/index.js';
import { element } from '../dom.ts';

interface MessageAction {
  readonly label: string;
  readonly run: () => void;
}

/** What stands where a map would be: a paragraph or two and, where there is something to do, a button and another. */
export function messageScreen(
  title: string,
  paragraphs: readonly string[],
  ...actions: readonly MessageAction[]
): HTMLElement {
  const texts = paragraphs.map((text) => element('p', '', text));
  const screen = element('div', 'message', element('h1', '', title), ...texts);
  const buttons = actions.map(({ label, run }, at) => {
    const button = document.createElement('vscode-button');
    button.textContent = label;
    button.secondary = at > 0;
    button.addEventListener('click', run);
    return button;
  });
  if (buttons.length > 0) screen.append(element('div', 'message-actions', ...buttons));
  return screen;
}
