import * as l10n from '@vscode/l10n';
import type { ImageDetails } from '../../src/core/explore/details.ts';
import { imageName } from '../../src/core/image-name.ts';
import { localDecimal } from '../../src/core/language.ts';
import type { NearImage } from '../../src/core/neighbours/nearest-images.ts';
import type { ImageAction } from '../../src/protocol/explorer.ts';
import { ImageMarks, type ImageMarksListener } from '../curate/image-marks.ts';
import { element, iconButton } from '../dom.ts';
import { onKeys } from '../keys/on-keys.ts';
import { imagePanelKeys } from '../keys/tables.ts';
import { pictureAddress } from '../picture-address.ts';
import { facts, imageTools, section, texts } from './image-parts.ts';

export interface ImagePanelListener {
  onOpenPrompt(id: string): void;
  onAct(action: ImageAction, id: string): void;
  /** It is to be compared with the one that was looked at before. */
  onCompare(id: string): void;
  /** Another image is looked at. */
  onVisit(id: string): void;
  /** Negative steps go back through what was looked at. */
  onGo(steps: number): void;
  onClose(): void;
}

/** How an image looks on the map. */
export interface ImageLook {
  readonly colour: string;
  readonly thumbnail: string | undefined;
}

/** Where one can go from an image. */
interface CanGo {
  readonly back: boolean;
  readonly forward: boolean;
  /** The image that was looked at before. */
  readonly previous: string | undefined;
}

/** Beside the map: the image that was clicked, what its prompt file says, and the images most like it. */
export class ImagePanel {
  readonly element = element('section', 'image-panel');
  readonly #listener: ImagePanelListener;
  readonly #back: HTMLButtonElement;
  readonly #forward: HTMLButtonElement;
  readonly #compare: HTMLButtonElement;
  readonly #title = element('h2', 'image-panel-title');
  readonly #picture = element('img', 'image-panel-picture');
  readonly #content = element('div', 'image-panel-content');
  readonly #tools = element('div', 'image-panel-tools');
  readonly #marks: ImageMarks;
  #id = '';
  #blob: string | undefined;

  /**
   * @param offered What can be done here: an exported page has no editor.
   * @param marks Told of tags and ratings, where they can be given.
   */
  constructor(
    offered: readonly ImageAction[],
    listener: ImagePanelListener,
    marks: ImageMarksListener | undefined,
  ) {
    this.#listener = listener;
    this.element.ariaLabel = l10n.t('The image that was clicked');
    this.element.hidden = true;
    this.#back = iconButton('arrow-left', l10n.t('Back (Alt+Left)'), () => listener.onGo(-1));
    this.#forward = iconButton('arrow-right', l10n.t('Forward (Alt+Right)'), () => listener.onGo(1));
    const close = iconButton('close', l10n.t('Close'), () => listener.onClose());
    this.#compare = iconButton('diff', '', () => listener.onCompare(this.#id));
    this.#tools.append(
      ...imageTools(offered, {
        onOpenPrompt: () => listener.onOpenPrompt(this.#id),
        onAct: (action) => listener.onAct(action, this.#id),
      }),
      this.#compare,
    );
    this.#picture.alt = '';
    const header = element('header', 'image-panel-header', this.#back, this.#forward, this.#title, close);
    this.#marks = new ImageMarks(marks);
    this.element.append(header, this.#picture, this.#tools, this.#marks.element, this.#content);
    onKeys(this.element, imagePanelKeys, {
      back: () => listener.onGo(-1),
      forward: () => listener.onGo(1),
      close: () => listener.onClose(),
    });
  }

  /** Begins with an image: what is known of it at once. The rest comes with `tell` and `showPicture`. */
  begin(id: string, { colour, thumbnail }: ImageLook, canGo: CanGo): void {
    this.element.hidden = false;
    this.#tools.hidden = false;
    this.#back.disabled = !canGo.back;
    this.#forward.disabled = !canGo.forward;
    this.#offerComparison(canGo.previous);
    if (id === this.#id) return;
    this.#id = id;
    this.#title.textContent = imageName(id);
    this.#title.title = id;
    this.#picture.style.borderColor = colour;
    this.#dropPicture();
    // What is said of the one before is not of this.
    this.#marks.element.hidden = true;
    this.#picture.hidden = thumbnail === undefined;
    if (thumbnail !== undefined) this.#picture.src = thumbnail;
    this.element.scrollTop = 0;
  }

  /**
   * @param lookOf How an image looks; undefined for one that is not on the map.
   * @param knownTags Of all images, the most frequent first.
   */
  tell(
    id: string,
    details: ImageDetails | null,
    lookOf: (id: string) => ImageLook | undefined,
    knownTags: readonly string[] = [],
  ): void {
    if (id !== this.#id) return;
    if (details === null) {
      this.#marks.element.hidden = true;
      this.#content.replaceChildren(
        element('p', 'image-panel-note', l10n.t('This image is not in the collection any more.')),
      );
      return;
    }
    this.#marks.show(id, details.tags, details.rating, knownTags);
    this.#content.replaceChildren(
      ...texts(details),
      facts(details),
      ...section(l10n.t('Most like it'), this.#nearest(details.nearest, lookOf)),
    );
  }

  /** The image itself, in the place of its thumbnail; where it cannot be decoded, that stays. */
  showPicture(id: string, bytes: Uint8Array | null): void {
    if (id !== this.#id || bytes === null) return;
    const address = pictureAddress(bytes);
    const whole = new Image();
    whole.addEventListener('load', () => {
      if (id !== this.#id) {
        URL.revokeObjectURL(address);
        return;
      }
      this.#dropPicture();
      this.#blob = address;
      this.#picture.hidden = false;
      this.#picture.src = address;
    });
    whole.addEventListener('error', () => URL.revokeObjectURL(address));
    whole.src = address;
  }

  /** Nothing was clicked yet. */
  invite(): void {
    this.element.hidden = false;
    this.#picture.hidden = true;
    this.#tools.hidden = true;
    this.#marks.element.hidden = true;
    this.#back.disabled = true;
    this.#forward.disabled = true;
    const note = l10n.t('Click an image on the map to see it here.');
    this.#content.replaceChildren(element('p', 'image-panel-note', note));
  }

  hide(): void {
    this.element.hidden = true;
    this.#dropPicture();
    this.#id = '';
  }

  /** @param previous What was looked at before. */
  #offerComparison(previous: string | undefined): void {
    const label =
      previous === undefined
        ? l10n.t('Compare with the image before')
        : l10n.t('Compare with {0}', imageName(previous));
    this.#compare.disabled = previous === undefined;
    this.#compare.title = label;
    this.#compare.ariaLabel = label;
  }

  #dropPicture(): void {
    this.#picture.removeAttribute('src');
    if (this.#blob !== undefined) URL.revokeObjectURL(this.#blob);
    this.#blob = undefined;
  }

  #nearest(
    nearest: readonly NearImage[],
    lookOf: (id: string) => ImageLook | undefined,
  ): HTMLElement | undefined {
    const buttons = nearest.flatMap(({ id, similarity }) => {
      const look = lookOf(id);
      if (look === undefined) return [];
      const picture = element('img', 'near-image-picture');
      picture.alt = '';
      picture.loading = 'lazy';
      picture.style.borderColor = look.colour;
      if (look.thumbnail !== undefined) picture.src = look.thumbnail;
      const button = element(
        'button',
        'near-image',
        picture,
        element('span', '', localDecimal(similarity, 2)),
      );
      button.type = 'button';
      button.title = l10n.t('{0}, similarity {1}', imageName(id), localDecimal(similarity, 3));
      // Its text is a number only.
      button.ariaLabel = l10n.t('{0}, similarity {1}', imageName(id), localDecimal(similarity, 2));
      button.addEventListener('click', () => this.#listener.onVisit(id));
      return button;
    });
    return buttons.length === 0 ? undefined : element('div', 'near-images', ...buttons);
  }
}
