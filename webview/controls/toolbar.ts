import {
  colourings,
  colouringsOf,
  colouringTitles,
  type ColourBy,
} from '../../src/core/explore/colouring.ts';
import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import { element, iconButton } from '../dom.ts';
import type { DragTool } from '../scatter/gestures.ts';
import type { Scene } from '../scatter/scene.ts';
import type { ViewState } from '../view-state.ts';
import { PictureSelect } from './picture-select.ts';

export interface ToolbarListener {
  /** What is to be seen otherwise. */
  onChange(change: Pick<ViewState, 'projection' | 'colourBy' | 'pictures' | 'showsLabels'>): void;
  onZoom(steps: number): void;
  onReset(): void;
  onTool(tool: DragTool): void;
  /** Shows another map beside this one, or not. */
  onTwoMaps(): void;
  /** Shows what is known of the clicked image beside the map, or not. */
  onImagePanel(): void;
}

const NO_DISTORTION = 'It is not known how far this map distorts. Run it again to measure that.';

/** The maps to switch between, what their colours say, and what moves the window over them. */
export class Toolbar {
  readonly element = element('div', 'toolbar');
  readonly #projections = element('div', 'projections');
  readonly #colourBy = element('select', 'select');
  readonly #pictures: PictureSelect;
  readonly #rotate: HTMLButtonElement;
  readonly #box: HTMLButtonElement;
  readonly #labels: HTMLButtonElement;
  readonly #twoMaps: HTMLButtonElement;
  readonly #listener: ToolbarListener;

  constructor(listener: ToolbarListener) {
    this.#listener = listener;
    this.#projections.role = 'radiogroup';
    this.#projections.ariaLabel = 'Projection';
    this.#colourBy.title = 'What the colours of the points say';
    this.#colourBy.addEventListener('change', () => {
      const chosen = colourings.find((by) => by === this.#colourBy.value);
      if (chosen !== undefined) listener.onChange({ colourBy: chosen });
    });
    this.#pictures = new PictureSelect((mode) => listener.onChange({ pictures: mode }));
    this.#rotate = element('button', 'icon-button text-button', 'Rotate 3D');
    this.#rotate.type = 'button';
    this.#rotate.title = 'Rotate the map by dragging (or Alt and drag, Alt and arrow keys)';
    this.#rotate.addEventListener('click', () =>
      this.#use(this.#rotate.ariaPressed === 'true' ? 'pan' : 'rotate'),
    );
    this.#box = iconButton('screen-full', 'Zoom to a box (or Shift and drag)', () =>
      this.#use(this.#box.ariaPressed === 'true' ? 'pan' : 'box'),
    );
    this.#labels = iconButton('tag', 'Names of clusters on the map', () =>
      listener.onChange({ showsLabels: this.#labels.ariaPressed !== 'true' }),
    );
    this.#twoMaps = iconButton('split-horizontal', 'Two maps side by side', () => listener.onTwoMaps());
    this.#rotate.dataset['tool'] = 'rotate';
    this.#use('pan');
    const tools = [
      this.#pictures.element,
      element('label', 'colour-by', element('span', 'colour-by-label', 'Colour'), this.#colourBy),
      this.#rotate,
      this.#labels,
      iconButton('zoom-in', 'Zoom in (+)', () => listener.onZoom(1)),
      iconButton('zoom-out', 'Zoom out (-)', () => listener.onZoom(-1)),
      this.#box,
      iconButton('discard', 'Show everything (0)', () => listener.onReset()),
      this.#twoMaps,
      iconButton('layout-sidebar-right', 'The clicked image beside the map', () => listener.onImagePanel()),
    ];
    this.element.append(this.#projections, element('div', 'tools', ...tools));
  }

  show(
    map: ExplorerMap,
    current: ProjectionView,
    { colouring, pictures, showsLabels }: Pick<Scene, 'colouring' | 'pictures' | 'showsLabels'>,
  ): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset['projection'];
    const buttons = map.projections.map(({ name, title, liveLayout = false }) => {
      const button = element('button', liveLayout ? 'projection projection-live' : 'projection', title);
      button.type = 'button';
      button.role = 'radio';
      button.dataset['projection'] = name;
      button.ariaChecked = String(name === current.name);
      if (liveLayout) button.title = `${title} is forming`;
      button.addEventListener('click', () => this.#listener.onChange({ projection: name }));
      return button;
    });
    this.#projections.replaceChildren(...buttons);
    buttons.find((button) => button.dataset['projection'] === focused)?.focus();
    this.#offerColourings(colouringsOf(map, current), colouring.by);
    this.#labels.hidden = map.clusters.every(({ vectors }) => vectors !== current.vectors);
    this.#labels.ariaPressed = String(showsLabels);
    this.#pictures.show(pictures);
    this.#rotate.hidden = current.depth === undefined;
  }

  /** @param isOffered Whether there is another map. */
  showTwoMaps(isOffered: boolean, isOpen: boolean): void {
    this.#twoMaps.disabled = !isOffered;
    this.#twoMaps.ariaPressed = String(isOpen);
  }

  /** An open list is not replaced by its like. */
  #offerColourings(known: readonly ColourBy[], current: ColourBy): void {
    const isKnown = known.includes('distortion');
    const options = known.map((by) => new Option(colouringTitles[by], by));
    if (!isKnown) {
      const option = new Option(colouringTitles.distortion, 'distortion');
      option.disabled = true;
      option.title = NO_DISTORTION;
      options.push(option);
    }
    const offered = [...this.#colourBy.options].map(({ value, disabled }) => `${value} ${disabled}`);
    if (offered.join() !== options.map(({ value, disabled }) => `${value} ${disabled}`).join())
      this.#colourBy.replaceChildren(...options);
    this.#colourBy.value = current;
  }

  #use(tool: DragTool): void {
    this.#rotate.ariaPressed = String(tool === 'rotate');
    this.#box.ariaPressed = String(tool === 'box');
    this.#listener.onTool(tool);
  }
}
