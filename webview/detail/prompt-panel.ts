import { element, iconButton } from '../dom.ts';
import { onKeys } from '../keys/on-keys.ts';
import { closeKeys } from '../keys/tables.ts';

/** The exported page's stand-in for an editor tab: a prompt file's text beside the map. */
export function showPromptPanel(id: string, text: string): void {
  document.querySelector('.prompt-panel')?.remove();
  const panel = element('aside', 'prompt-panel');
  panel.ariaLabel = `Prompt of ${id}`;
  const close = iconButton('close', 'Close', () => panel.remove());
  const content = element('pre', 'prompt-panel-text', text);
  content.tabIndex = 0;
  panel.append(element('header', 'prompt-panel-header', element('h2', '', `${id}.json`), close), content);
  onKeys(panel, closeKeys, { close: () => panel.remove() });
  document.body.append(panel);
}
