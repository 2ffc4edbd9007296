import { element, iconButton } from '../dom.ts';

/** The exported page's stand-in for an editor tab: a prompt file's text beside the map. */
export function showPromptPanel(id: string, text: string): void {
  document.querySelector('.prompt-panel')?.remove();
  const panel = element('aside', 'prompt-panel');
  panel.ariaLabel = `Prompt of ${id}`;
  const close = iconButton('close', 'Close', () => panel.remove());
  const content = element('pre', 'prompt-panel-text', text);
  content.tabIndex = 0;
  panel.append(element('header', 'prompt-panel-header', element('h2', '', `${id}.json`), close), content);
  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') panel.remove();
  });
  document.body.append(panel);
}
