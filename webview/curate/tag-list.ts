import * as l10n from '@vscode/l10n';
import { localNumber } from '../../src/core/language.ts';
import { element, iconButton } from '../dom.ts';
import type { TaggedImages } from './tagged-images.ts';

/** Tags as a list; where they can be changed, each has a button that removes it. */
export function tagList(
  { tags, count }: TaggedImages,
  onRemove: ((tag: string) => void) | undefined,
): HTMLElement {
  const list = element('ul', 'tag-list');
  list.ariaLabel = l10n.t('Tags');
  for (const { tag, images } of tags) {
    const item = element('li', images < count ? 'tag tag-of-some' : 'tag', element('span', 'tag-name', tag));
    if (images < count)
      item.append(
        element('span', 'tag-count', l10n.t('{0} of {1}', localNumber(images), localNumber(count))),
      );
    if (onRemove !== undefined) {
      const label =
        images === 1
          ? l10n.t('Remove “{0}” from 1 image', tag)
          : l10n.t('Remove “{0}” from {1} images', tag, localNumber(images));
      const button = iconButton('close', label, () => onRemove(tag));
      button.classList.add('tag-remove');
      item.append(button);
    }
    list.append(item);
  }
  return list;
}
