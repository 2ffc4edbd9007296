import { countOfImages } from '../../src/core/counted.ts';
import { element, iconButton } from '../dom.ts';
import type { TaggedImages } from './tagged-images.ts';

/** Tags as a list; where they can be changed, each has a button that removes it. */
export function tagList(
  { tags, count }: TaggedImages,
  onRemove: ((tag: string) => void) | undefined,
): HTMLElement {
  const list = element('ul', 'tag-list');
  list.ariaLabel = 'Tags';
  for (const { tag, images } of tags) {
    const item = element('li', images < count ? 'tag tag-of-some' : 'tag', element('span', 'tag-name', tag));
    if (images < count) item.append(element('span', 'tag-count', `${images} of ${count}`));
    if (onRemove !== undefined) {
      const button = iconButton('close', `Remove “${tag}” from ${countOfImages(images)}`, () =>
        onRemove(tag),
      );
      button.classList.add('tag-remove');
      item.append(button);
    }
    list.append(item);
  }
  return list;
}
