import * as l10n from '@vscode/l10n';
import type { ImageDetails } from '../../src/core/explore/details.ts';
import { imageName } from '../../src/core/image-name.ts';
import { localNumber } from '../../src/core/language.ts';
import { facts, imageTools, texts } from '../detail/image-parts.ts';
import { element, iconButton } from '../dom.ts';
import type { Host } from '../host.ts';
import { onKeys } from '../keys/on-keys.ts';
import { largeKeys } from '../keys/tables.ts';
import { conceptOf } from '../scatter/card-details.ts';
import type { Scene } from '../scatter/scene.ts';
import { WholePictures } from './whole-pictures.ts';

/** Images in an order. */
export interface LargeViewContent {
  readonly scene: Scene;
  /** Rows of `scene.map.images`. */
  readonly order: Uint32Array;
}

export interface LargeViewListener {
  /** Another image shows. */
  onShow(id: string): void;
  onOpenPrompt(id: string): void;
  /** @param id The image that showed last. */
  onClose(id: string | undefined): void;
}

/** Who holds a key down passes images: those are shown by their thumbnails. Milliseconds. */
const STAYS_MS = 90;

/** One image over the whole page, with what is known of it, and the way to the next and the one before. */
export class LargeView {
  readonly element = element('dialog', 'large');
  readonly #host: Host;
  readonly #listener: LargeViewListener;
  readonly #whole: WholePictures;
  readonly #title = element('h2', 'large-title');
  readonly #position = element('span', 'large-position');
  readonly #live = element('div', 'visually-hidden');
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  readonly #picture = element('img', 'large-picture');
  readonly #missing = element('p', 'large-missing', l10n.t('This image cannot be shown.'));
  readonly #details = element('div', 'large-details');
  #content: LargeViewContent | undefined;
  #index = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(host: Host, listener: LargeViewListener) {
    this.#host = host;
    this.#listener = listener;
    this.#whole = new WholePictures(host);
    const { element: dialog } = this;
    this.#title.id = 'large-title';
    dialog.setAttribute('aria-labelledby', this.#title.id);
    this.#live.ariaLive = 'polite';
    this.#picture.alt = '';
    this.#previous = iconButton('chevron-left', l10n.t('Previous Image (Left)'), () => this.#go(-1));
    this.#next = iconButton('chevron-right', l10n.t('Next Image (Right)'), () => this.#go(1));
    this.#previous.classList.add('large-previous');
    this.#next.classList.add('large-next');
    // Scrolled by the keyboard where it is long.
    this.#details.tabIndex = 0;
    this.#details.role = 'region';
    this.#details.ariaLabel = l10n.t('What is known of the image');
    const tools = imageTools(host.actions, {
      onOpenPrompt: () => {
        const id = this.#id;
        dialog.close();
        if (id !== undefined) listener.onOpenPrompt(id);
      },
      onAct: (action) => {
        if (this.#id !== undefined) host.post({ type: 'act', action, id: this.#id });
      },
    });
    const close = iconButton('close', l10n.t('Close (Escape)'), () => dialog.close());
    const figure = element('div', 'large-figure', this.#previous, this.#picture, this.#missing, this.#next);
    dialog.append(
      element('header', 'large-header', this.#title, this.#position, ...tools, close),
      element('div', 'large-body', figure, this.#details),
      this.#live,
    );
    onKeys(dialog, largeKeys, {
      previous: () => this.#go(-1),
      next: () => this.#go(1),
      first: () => this.#go(-Infinity),
      last: () => this.#go(Infinity),
      close: () => dialog.close(),
    });
    dialog.addEventListener('close', () => {
      const id = this.#id;
      clearTimeout(this.#waiting);
      this.#whole.clear();
      this.#picture.removeAttribute('src');
      this.#content = undefined;
      listener.onClose(id);
    });
  }

  get isOpen(): boolean {
    return this.element.open;
  }

  /** @param index The place of the image in the order. */
  open(content: LargeViewContent, index: number): void {
    this.#content = content;
    if (!this.element.open) this.element.showModal();
    this.#show(index);
    this.#details.focus();
  }

  get #id(): string | undefined {
    const { scene, order } = this.#content ?? {};
    return scene?.map.images.ids[order?.[this.#index] ?? -1];
  }

  #go(steps: number): void {
    const last = (this.#content?.order.length ?? 0) - 1;
    const index = Math.max(0, Math.min(last, this.#index + steps));
    if (index !== this.#index) this.#show(index);
  }

  #show(index: number): void {
    const content = this.#content;
    const row = content?.order[index];
    if (content === undefined || row === undefined) return;
    this.#index = index;
    const { scene, order } = content;
    const { map, projection } = scene;
    const id = map.images.ids[row] ?? '';
    this.element.dataset['id'] = id;
    this.#title.textContent = `${conceptOf(scene, row)} · ${imageName(id)}`;
    this.#title.title = id;
    this.#position.textContent = l10n.t('{0} of {1}', localNumber(index + 1), localNumber(order.length));
    // A button that is disabled loses the focus.
    this.#previous.ariaDisabled = String(index === 0);
    this.#next.ariaDisabled = String(index === order.length - 1);
    this.#details.replaceChildren();
    const thumbnail = this.#host.thumbnail(map, row);
    this.#missing.hidden = true;
    if (thumbnail === undefined) this.#picture.removeAttribute('src');
    else this.#picture.src = thumbnail;
    this.#picture.hidden = thumbnail === undefined;
    this.#listener.onShow(id);
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      void this.#host.details(map, row, projection.name).then((details) => this.#tell(id, details));
      void this.#showWhole(content, index, id);
    }, STAYS_MS);
  }

  #tell(id: string, details: ImageDetails | null): void {
    if (id !== this.#id) return;
    const gone = l10n.t('This image is not in the collection any more.');
    this.#details.replaceChildren(
      ...(details === null ? [element('p', 'image-panel-note', gone)] : [...texts(details), facts(details)]),
    );
    this.#details.scrollTop = 0;
    this.#picture.alt = details?.prompt ?? '';
    this.#live.textContent = l10n.t('{0}: {1}', this.#position.textContent, details?.prompt ?? gone);
  }

  /** The image itself in the place of its thumbnail; afterwards those beside it are loaded. */
  async #showWhole({ scene: { map }, order }: LargeViewContent, index: number, id: string): Promise<void> {
    const address = await this.#whole.get(map, order[index] ?? -1);
    if (id !== this.#id) return;
    if (address !== undefined) {
      this.#picture.hidden = false;
      this.#picture.src = address;
    }
    this.#missing.hidden = !this.#picture.hidden;
    for (const beside of [index + 1, index - 1]) {
      const row = order[beside];
      if (row !== undefined) await this.#whole.get(map, row);
      if (id !== this.#id) return;
    }
  }
}
