import * as l10n from '@vscode/l10n';
import type { ImageDetails } from '../../src/core/explore/details.ts';
import { fieldLabel } from '../../src/core/explore/field-label.ts';
import { localList } from '../../src/core/language.ts';
import type { ImageAction } from '../../src/protocol/explorer.ts';
import { element, iconButton } from '../dom.ts';

/* What is shown of an image beside the map and in the large view alike. */

function actionsOf(): readonly (readonly [action: ImageAction, icon: string, label: string])[] {
  return [
    ['openImage', 'file-media', l10n.t('Open Image')],
    ['copyPrompt', 'copy', l10n.t('Copy Prompt')],
    ['revealFile', 'folder-opened', l10n.t('Reveal in File Explorer')],
    ['findSimilar', 'search', l10n.t('Find Similar')],
  ];
}

interface ImageToolsListener {
  onOpenPrompt(): void;
  onAct(action: ImageAction): void;
}

/** Buttons for what can be done with an image. @param offered What can be done here: an exported page has no editor. */
export function imageTools(
  offered: readonly ImageAction[],
  listener: ImageToolsListener,
): HTMLButtonElement[] {
  return [
    iconButton('json', l10n.t('Open JSON'), () => listener.onOpenPrompt()),
    ...actionsOf()
      .filter(([action]) => offered.includes(action))
      .map(([action, icon, label]) => iconButton(icon, label, () => listener.onAct(action))),
  ];
}

/** The prompt and the negative prompt, as far as there are any. */
export function texts({ prompt, negativePrompt }: ImageDetails): HTMLElement[] {
  const text = (content: string): HTMLElement | undefined =>
    content === '' ? undefined : element('p', 'image-panel-text', content);
  return [
    ...section(l10n.t('Prompt'), text(prompt)),
    ...section(l10n.t('Negative prompt'), text(negativePrompt)),
  ];
}

/** The concepts, and how an image was made. */
export function facts({ concepts, facts: others }: ImageDetails): HTMLElement {
  const list = element('dl', 'image-panel-facts');
  for (const { label, value } of [{ label: 'Concept', value: localList(concepts) }, ...others])
    list.append(element('dt', '', fieldLabel(label)), element('dd', '', value));
  return list;
}

/** Empty where there is no content. */
export function section(title: string, content: HTMLElement | undefined): HTMLElement[] {
  return content === undefined ? [] : [element('h3', 'image-panel-heading', title), content];
}
