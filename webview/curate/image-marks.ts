import * as l10n from '@vscode/l10n';
import { BEST_RATING } from '../../src/core/collection/schema.ts';
import { element } from '../dom.ts';
import { TagField } from './tag-field.ts';
import { tagList } from './tag-list.ts';
import type { TypedTags } from './typed-tags.ts';

export interface ImageMarksListener {
  onTags(id: string, tags: TypedTags): void;
  /** 0 for no rating. */
  onRate(id: string, rating: number): void;
}

/** What the user says of one image: stars and tags, to look at, or to change where that can be done. */
export class ImageMarks {
  readonly element = element('div', 'image-marks');
  readonly #stars = element('div', 'stars');
  readonly #tags = element('div', '');
  readonly #field: TagField | undefined;
  readonly #listener: ImageMarksListener | undefined;
  #id = '';

  /** @param listener Without it, nothing can be changed. */
  constructor(listener: ImageMarksListener | undefined) {
    this.#listener = listener;
    this.#stars.role = 'group';
    this.element.append(this.#stars, this.#tags);
    if (listener === undefined) return;
    this.#field = new TagField(l10n.t('Add a tag to this image'), (tags) => listener.onTags(this.#id, tags));
    this.element.append(this.#field.element);
  }

  show(id: string, tags: readonly string[], rating: number, known: readonly string[]): void {
    this.#id = id;
    this.element.hidden = this.#listener === undefined && tags.length === 0 && rating === 0;
    this.#showStars(rating);
    const listener = this.#listener;
    const onRemove = listener && ((tag: string) => listener.onTags(id, { add: [], remove: [tag] }));
    const tagged = { count: 1, tags: tags.map((tag) => ({ tag, images: 1 })) };
    this.#tags.replaceChildren(...(tags.length === 0 ? [] : [tagList(tagged, onRemove)]));
    this.#field?.show(known);
  }

  #showStars(rating: number): void {
    const isFocused = this.#stars.contains(document.activeElement);
    this.#stars.ariaLabel =
      rating === 0 ? l10n.t('Not rated') : l10n.t('Rating: {0} of {1}', rating, BEST_RATING);
    const stars = Array.from({ length: BEST_RATING }, (_, at) => this.#star(at + 1, rating));
    this.#stars.replaceChildren(...stars);
    if (isFocused) stars[Math.max(0, rating - 1)]?.focus();
  }

  #star(stars: number, rating: number): HTMLElement {
    const icon = element('span', `codicon codicon-star-${stars <= rating ? 'full' : 'empty'}`);
    icon.ariaHidden = 'true';
    if (this.#listener === undefined) return icon;
    const button = element('button', 'icon-button star', icon);
    button.type = 'button';
    const isSame = stars === rating;
    button.title = isSame
      ? l10n.t('No rating (Backspace)')
      : l10n.t('Rate {0} of {1} ({0})', stars, BEST_RATING);
    button.ariaLabel = button.title;
    button.ariaPressed = String(isSame);
    button.addEventListener('click', () => this.#listener?.onRate(this.#id, isSame ? 0 : stars));
    return button;
  }
}
