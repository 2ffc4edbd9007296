import * as l10n from '@vscode/l10n';
import { element } from '../dom.ts';
import { onKeys } from '../keys/on-keys.ts';
import { splitKeys } from '../keys/tables.ts';
import type { GallerySide, GalleryState } from '../view-state.ts';

/** Shares of the second part. */
const LEAST = 0.15;
const MOST = 0.8;
const USUAL: Readonly<Record<GallerySide, number>> = { below: 0.38, beside: 0.36 };
/** Of a press of an arrow key. */
const STEP = 0.05;
/** Pixels of width: with less, nothing fits beside the map; with more, there is more room beside it than below. */
const LEAST_BESIDE = 640;
const ROOM_BESIDE = 1400;

/** The map, and the gallery below or beside it, with a separator that is dragged or moved by the arrow keys. */
export class Split {
  readonly element: HTMLElement;
  readonly #pane: HTMLElement;
  readonly #separator = element('div', 'split-separator');
  readonly #onShares: (shares: NonNullable<GalleryState['shares']>) => void;
  #state: GalleryState = {};
  #width = 0;

  /** @param onShares Told of the shares of the room after the user moved the separator. */
  constructor(
    map: HTMLElement,
    pane: HTMLElement,
    onShares: (shares: NonNullable<GalleryState['shares']>) => void,
  ) {
    this.#pane = pane;
    this.#onShares = onShares;
    this.element = element('div', 'split', map, this.#separator, pane);
    const separator = this.#separator;
    separator.role = 'separator';
    separator.tabIndex = 0;
    separator.ariaLabel = l10n.t('Size of the gallery');
    separator.ariaValueMin = percent(LEAST);
    separator.ariaValueMax = percent(MOST);
    separator.title = l10n.t('Drag to change the size of the gallery, double-click for its usual size');
    separator.addEventListener('pointerdown', (event) => {
      if (event.button === 0) separator.setPointerCapture(event.pointerId);
    });
    separator.addEventListener('pointermove', (event) => {
      if (separator.hasPointerCapture(event.pointerId)) this.#place(this.#shareAt(event));
    });
    separator.addEventListener('lostpointercapture', () => this.#keep(this.#placed));
    separator.addEventListener('dblclick', () => this.#keep(USUAL[this.side]));
    onKeys(separator, splitKeys, {
      move: ({ key }) => {
        const step = this.#stepOf(key);
        if (step !== 0) this.#keep(this.#placed + step);
        return step !== 0;
      },
      least: () => this.#keep(LEAST),
      most: () => this.#keep(MOST),
    });
    new ResizeObserver(([entry]) => {
      this.#width = entry?.contentRect.width ?? 0;
      this.#arrange();
    }).observe(this.element);
  }

  #placed = USUAL.below;

  show(state: GalleryState): void {
    this.#state = state;
    this.#arrange();
  }

  /** On which side the gallery is now. */
  get side(): GallerySide {
    if (!this.canBeBeside) return 'below';
    return this.#state.side ?? (this.#width >= ROOM_BESIDE ? 'beside' : 'below');
  }

  get canBeBeside(): boolean {
    return this.#width >= LEAST_BESIDE;
  }

  #arrange(): void {
    const { isOpen = false, shares } = this.#state;
    this.#separator.hidden = !isOpen;
    this.#pane.hidden = !isOpen;
    this.element.dataset['side'] = this.side;
    this.#separator.ariaOrientation = this.side === 'below' ? 'horizontal' : 'vertical';
    this.#place(shares?.[this.side] ?? USUAL[this.side]);
  }

  #place(share: number): void {
    this.#placed = Math.min(MOST, Math.max(LEAST, share));
    this.#pane.style.flexBasis = `${100 * this.#placed}%`;
    this.#separator.ariaValueNow = percent(this.#placed);
    this.#separator.ariaValueText = l10n.t('{0} % of the room', percent(this.#placed));
  }

  #keep(share: number): void {
    this.#place(share);
    const shares = { ...this.#state.shares, [this.side]: this.#placed };
    this.#state = { ...this.#state, shares };
    this.#onShares(shares);
  }

  #shareAt({ clientX, clientY }: PointerEvent): number {
    const { right, bottom, width, height } = this.element.getBoundingClientRect();
    return this.side === 'below' ? (bottom - clientY) / height : (right - clientX) / width;
  }

  /** Towards the map is larger; along the line leads nowhere. */
  #stepOf(key: string): number {
    const [larger, smaller] = this.side === 'below' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
    return key === larger ? STEP : key === smaller ? -STEP : 0;
  }
}

function percent(share: number): string {
  return String(Math.round(100 * share));
}
