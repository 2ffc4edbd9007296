import * as l10n from '@vscode/l10n';
import type { ExplorerMap } from '../../src/core/explore/map.ts';
import { localNumber } from '../../src/core/language.ts';
import { element, iconButton } from '../dom.ts';
import { onKeys } from '../keys/on-keys.ts';
import { closeKeys } from '../keys/tables.ts';
import { TagField } from './tag-field.ts';
import { tagList } from './tag-list.ts';
import { allTags, taggedImages } from './tagged-images.ts';
import type { TypedTags } from './typed-tags.ts';

/** Over the map: the tags of some images, and a field for more. Stays until it is closed. */
export class TagBox {
  readonly element = element('section', 'tag-box');
  readonly #title = element('h2', 'tag-box-title');
  readonly #tags = element('div', 'tag-box-tags');
  readonly #field: TagField;
  readonly #onTags: (ids: readonly string[], tags: TypedTags) => void;
  #ids: readonly string[] = [];
  #before: Element | null = null;

  constructor(onTags: (ids: readonly string[], tags: TypedTags) => void) {
    this.#onTags = onTags;
    this.#field = new TagField(l10n.t('Tags'), (tags) => onTags(this.#ids, tags));
    this.element.hidden = true;
    this.element.role = 'dialog';
    this.element.ariaLabel = l10n.t('Tags');
    const close = iconButton('close', l10n.t('Close (Escape)'), () => this.close());
    this.element.append(
      element('header', 'tag-box-header', this.#title, close),
      this.#tags,
      this.#field.element,
    );
    onKeys(this.element, closeKeys, { close: () => this.close() });
  }

  open(ids: readonly string[], map: ExplorerMap): void {
    if (this.element.hidden) this.#before = document.activeElement;
    this.#ids = ids;
    this.element.hidden = false;
    this.show(map);
    this.#field.focus();
  }

  /** The map is another by now. */
  show(map: ExplorerMap): void {
    if (this.element.hidden) return;
    const { length } = this.#ids;
    this.#title.textContent =
      length === 1 ? l10n.t('Tags of 1 image') : l10n.t('Tags of {0} images', localNumber(length));
    const tagged = taggedImages(map, this.#ids);
    const remove = (tag: string): void => this.#onTags(this.#ids, { add: [], remove: [tag] });
    this.#tags.replaceChildren(tagList(tagged, remove));
    this.#field.show(allTags(map));
  }

  /** The focus goes back to where it was. */
  close(): void {
    this.element.hidden = true;
    if (this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus();
  }
}
