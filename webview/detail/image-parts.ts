import type { ImageDetails } from '../../src/core/explore/details.ts';
import type { ImageAction } from '../../src/protocol/explorer.ts';
import { element, iconButton } from '../dom.ts';

/* What is shown of an image beside the map and in the large view alike. */

const actions: readonly (readonly [action: ImageAction, icon: string, label: string])[] = [
  ['openImage', 'file-media', 'Open Image'],
  ['copyPrompt', 'copy', 'Copy Prompt'],
  ['revealFile', 'folder-opened', 'Reveal in File Explorer'],
  ['findSimilar', 'search', 'Find Similar'],
];

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
    iconButton('json', 'Open JSON', () => listener.onOpenPrompt()),
    ...actions
      .filter(([action]) => offered.includes(action))
      .map(([action, icon, label]) => iconButton(icon, label, () => listener.onAct(action))),
  ];
}

/** The prompt and the negative prompt, as far as there are any. */
export function texts({ prompt, negativePrompt }: ImageDetails): HTMLElement[] {
  const text = (content: string): HTMLElement | undefined =>
    content === '' ? undefined : element('p', 'image-panel-text', content);
  return [...section('Prompt', text(prompt)), ...section('Negative prompt', text(negativePrompt))];
}

/** The concepts, and how an image was made. */
export function facts({ concepts, facts: others }: ImageDetails): HTMLElement {
  const list = element('dl', 'image-panel-facts');
  for (const { label, value } of [{ label: 'Concept', value: concepts.join(', ') }, ...others])
    list.append(element('dt', '', label), element('dd', '', value));
  return list;
}

/** Empty where there is no content. */
export function section(title: string, content: HTMLElement | undefined): HTMLElement[] {
  return content === undefined ? [] : [element('h3', 'image-panel-heading', title), content];
}
