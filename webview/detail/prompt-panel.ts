import * as l10n from '@vscode/l10n';
import { element, iconButton } from '../dom.ts';
import { onKeys } from '../keys/on-keys.ts';
import { closeKeys } from '../keys/tables.ts';

/** The exported page's stand-in for an editor tab: a prompt file's text beside the map. */
export function showPromptPanel(id: string, text: string): void {
  document.querySelector('.prompt-panel')?.remove();
  const panel = element('aside', 'prompt-panel');
  panel.ariaLabel = l10n.t('Prompt of {0}', id);
  const close = iconButton('close', l10n.t('Close'), () => panel.remove());
  const content = element('pre', 'prompt-panel-text', text);
  content.tabIndex = 0;
  panel.append(element('header', 'prompt-panel-header', element('h2', '', `${id}.json`), close), content);
  onKeys(panel, closeKeys, { close: () => panel.remove() });
  document.body.append(panel);
}
