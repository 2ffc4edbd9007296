import type { ImageDetails } from '../../src/core/explore/details.ts';
import { imageName } from '../../src/core/image-name.ts';
import type { NearImage } from '../../src/core/neighbours/nearest-images.ts';
import type { ImageAction } from '../../src/protocol/explorer.ts';
import { ImageMarks, type ImageMarksListener } from '../curate/image-marks.ts';
import { element, iconButton } from '../dom.ts';

export interface ImagePanelListener {
  onOpenPrompt(id: string): void;
  onAct(action: ImageAction, id: string): void;
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

const actions: readonly (readonly [action: ImageAction, icon: string, label: string])[] = [
  ['openImage', 'file-media', 'Open Image'],
  ['copyPrompt', 'copy', 'Copy Prompt'],
  ['revealFile', 'folder-opened', 'Reveal in File Explorer'],
  ['findSimilar', 'search', 'Find Similar'],
];

/** Beside the map: the image that was clicked, what its prompt file says, and the images most like it. */
export class ImagePanel {
  readonly element = element('section', 'image-panel');
  readonly #listener: ImagePanelListener;
  readonly #back: HTMLButtonElement;
  readonly #forward: HTMLButtonElement;
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
    this.element.ariaLabel = 'The image that was clicked';
    this.element.hidden = true;
    this.#back = iconButton('arrow-left', 'Back (Alt+Left)', () => listener.onGo(-1));
    this.#forward = iconButton('arrow-right', 'Forward (Alt+Right)', () => listener.onGo(1));
    const close = iconButton('close', 'Close', () => listener.onClose());
    const buttons = actions.filter(([action]) => offered.includes(action));
    this.#tools.append(
      iconButton('json', 'Open JSON', () => listener.onOpenPrompt(this.#id)),
      ...buttons.map(([action, icon, label]) =>
        iconButton(icon, label, () => listener.onAct(action, this.#id)),
      ),
    );
    this.#picture.alt = '';
    const header = element('header', 'image-panel-header', this.#back, this.#forward, this.#title, close);
    this.#marks = new ImageMarks(marks);
    this.element.append(header, this.#picture, this.#tools, this.#marks.element, this.#content);
    this.element.addEventListener('keydown', (event) => {
      const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (event.key === 'Escape') listener.onClose();
      else if (event.altKey && steps !== undefined) listener.onGo(steps);
      else return;
      event.preventDefault();
      // VS Code listens at the window, and would go back in its own history.
      event.stopPropagation();
    });
  }

  /** Begins with an image: what is known of it at once. The rest comes with `tell` and `showPicture`. */
  begin(id: string, { colour, thumbnail }: ImageLook, canGo: { back: boolean; forward: boolean }): void {
    this.element.hidden = false;
    this.#tools.hidden = false;
    this.#back.disabled = !canGo.back;
    this.#forward.disabled = !canGo.forward;
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
        element('p', 'image-panel-note', 'This image is not in the collection any more.'),
      );
      return;
    }
    const { concepts, prompt, negativePrompt, facts, nearest } = details;
    this.#marks.show(id, details.tags, details.rating, knownTags);
    const list = element('dl', 'image-panel-facts');
    for (const { label, value } of [{ label: 'Concept', value: concepts.join(', ') }, ...facts])
      list.append(element('dt', '', label), element('dd', '', value));
    this.#content.replaceChildren(
      ...section('Prompt', prompt === '' ? undefined : element('p', 'image-panel-text', prompt)),
      ...section(
        'Negative prompt',
        negativePrompt === '' ? undefined : element('p', 'image-panel-text', negativePrompt),
      ),
      list,
      ...section('Most like it', this.#nearest(nearest, lookOf)),
    );
  }

  /** The image itself, in the place of its thumbnail; where it cannot be decoded, that stays. */
  showPicture(id: string, bytes: Uint8Array | null): void {
    if (id !== this.#id || bytes === null) return;
    const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
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
    const note = 'Click an image on the map to see it here.';
    this.#content.replaceChildren(element('p', 'image-panel-note', note));
  }

  hide(): void {
    this.element.hidden = true;
    this.#dropPicture();
    this.#id = '';
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
      const button = element('button', 'near-image', picture, element('span', '', similarity.toFixed(2)));
      button.type = 'button';
      button.title = `${imageName(id)}, similarity ${similarity.toFixed(3)}`;
      button.addEventListener('click', () => this.#listener.onVisit(id));
      return button;
    });
    return buttons.length === 0 ? undefined : element('div', 'near-images', ...buttons);
  }
}

function section(title: string, content: HTMLElement | undefined): HTMLElement[] {
  return content === undefined ? [] : [element('h3', 'image-panel-heading', title), content];
}
