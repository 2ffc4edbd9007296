import * as l10n from '@vscode/l10n';
import { colourings, colouringsOf, colouringTitle, type ColourBy } from '../../src/core/explore/colouring.ts';
import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import type { PageHits } from '../../src/protocol/hits-message.ts';
import { commandKey, element, iconButton } from '../dom.ts';
import { roving } from '../roving.ts';
import type { DragTool } from '../scatter/gestures.ts';
import type { Scene } from '../scatter/scene.ts';
import type { ViewState } from '../view-state.ts';
import { PictureSelect } from './picture-select.ts';
import { toolIcon } from './tool-icons.ts';

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
  onUndo(): void;
  onRedo(): void;
  /** Opens the gallery, or closes it. */
  onGallery(): void;
  /** Lists the keys. */
  onKeys(): void;
}

/** The maps to switch between, what their colours say, and what moves the window over them. */
export class Toolbar {
  readonly element = element('div', 'toolbar');
  readonly #projections = element('div', 'projections');
  readonly #maps = element('div', 'maps-choice', this.#projections);
  readonly #buttons = element('div', 'tools');
  readonly #colourBy = element('select', 'select');
  readonly #pictures: PictureSelect;
  readonly #rotate = element('button', 'icon-button text-button', l10n.t('Rotate 3D'));
  /** What dragging does, where it is not to move the map. */
  readonly #tools: Readonly<Record<Exclude<DragTool, 'pan'>, HTMLButtonElement>>;
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  readonly #labels: HTMLButtonElement;
  readonly #gallery: HTMLButtonElement;
  readonly #twoMaps: HTMLButtonElement;
  readonly #listener: ToolbarListener;

  constructor(listener: ToolbarListener) {
    this.#listener = listener;
    this.#projections.role = 'radiogroup';
    this.#projections.ariaLabel = l10n.t('Projection');
    this.#colourBy.title = l10n.t('What the colours of the points say');
    this.#colourBy.addEventListener('change', () => {
      const chosen = colourings.find((by) => by === this.#colourBy.value);
      if (chosen !== undefined) listener.onChange({ colourBy: chosen });
    });
    this.#pictures = new PictureSelect((mode) => listener.onChange({ pictures: mode }));
    this.#rotate.type = 'button';
    this.#rotate.title = l10n.t('Rotate the map by dragging (or Alt and drag, Alt and arrow keys)');
    this.#rotate.addEventListener('click', () => this.#toggle('rotate'));
    const lasso = iconButton(
      '',
      l10n.t('Select by a lasso (or {key} and drag). {key} adds, Alt takes away', { key: commandKey() }),
      () => this.#toggle('lasso'),
    );
    lasso.replaceChildren(toolIcon('lasso'));
    const box = iconButton(
      '',
      l10n.t('Select by a box. {key} adds, Alt takes away', { key: commandKey() }),
      () => this.#toggle('select-box'),
    );
    box.replaceChildren(toolIcon('select-box'));
    this.#tools = {
      rotate: this.#rotate,
      lasso,
      'select-box': box,
      box: iconButton('screen-full', l10n.t('Zoom to a box (or Shift and drag)'), () => this.#toggle('box')),
    };
    this.#undo = iconButton('discard', l10n.t('Undo ({0}+Z)', commandKey()), () => listener.onUndo());
    this.#redo = iconButton('redo', l10n.t('Redo ({0}+Shift+Z)', commandKey()), () => listener.onRedo());
    this.#labels = iconButton('tag', l10n.t('Names of clusters on the map'), () =>
      listener.onChange({ showsLabels: this.#labels.ariaPressed !== 'true' }),
    );
    for (const [tool, button] of Object.entries(this.#tools)) button.dataset['tool'] = tool;
    this.#gallery = iconButton('layout-panel', l10n.t('Gallery of pictures (G)'), () => listener.onGallery());
    this.#twoMaps = iconButton('split-horizontal', l10n.t('Two maps side by side'), () =>
      listener.onTwoMaps(),
    );
    this.#use('pan');
    const tools = [
      this.#pictures.element,
      element('label', 'colour-by', element('span', 'colour-by-label', l10n.t('Colour')), this.#colourBy),
      this.#undo,
      this.#redo,
      lasso,
      box,
      this.#rotate,
      this.#labels,
      iconButton('zoom-in', l10n.t('Zoom in (+)'), () => listener.onZoom(1)),
      iconButton('zoom-out', l10n.t('Zoom out (-)'), () => listener.onZoom(-1)),
      this.#tools.box,
      iconButton('screen-normal', l10n.t('Show everything (0)'), () => listener.onReset()),
      this.#twoMaps,
      this.#gallery,
      iconButton('layout-sidebar-right', l10n.t('The clicked image beside the map'), () =>
        listener.onImagePanel(),
      ),
      iconButton('keyboard', l10n.t('Keyboard shortcuts (?)'), () => listener.onKeys()),
    ];
    this.#buttons.append(...tools);
    this.#buttons.role = 'toolbar';
    this.#buttons.ariaLabel = l10n.t('Map');
    roving(this.#projections, { chooses: true });
    roving(this.#buttons);
    this.element.append(this.#maps, this.#buttons);
  }

  /** What other parts of the page offer comes before the rest. */
  add(tool: HTMLElement): void {
    this.#buttons.prepend(tool);
  }

  /** What makes other maps comes beside those that there are. */
  addMapTools(...tools: readonly HTMLElement[]): void {
    this.#maps.append(...tools);
  }

  /** Takes the search box in, between the maps and the tools. */
  hold(search: HTMLElement): void {
    this.#maps.after(search);
  }

  set isGalleryOpen(isOpen: boolean) {
    this.#gallery.ariaPressed = String(isOpen);
  }

  show(
    map: ExplorerMap,
    current: ProjectionView,
    { colouring, pictures, showsLabels }: Pick<Scene, 'colouring' | 'pictures' | 'showsLabels'>,
    hits?: PageHits,
  ): void {
    const focused = (document.activeElement as HTMLElement | null)?.dataset['projection'];
    const buttons = map.projections.map(({ name, title, liveLayout = false }) => {
      const button = element('button', liveLayout ? 'projection projection-live' : 'projection', title);
      button.type = 'button';
      button.role = 'radio';
      button.dataset['projection'] = name;
      button.ariaChecked = String(name === current.name);
      if (liveLayout) button.title = l10n.t('{0} is forming', title);
      button.addEventListener('click', () => this.#listener.onChange({ projection: name }));
      return button;
    });
    this.#projections.replaceChildren(...buttons);
    buttons.find((button) => button.dataset['projection'] === focused)?.focus();
    this.#offerColourings(colouringsOf(map, current, hits?.similarity), colouring.by, hits?.title ?? '');
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
  #offerColourings(known: readonly ColourBy[], current: ColourBy, query: string): void {
    const isKnown = known.includes('distortion');
    const options = known.map((by) => new Option(colouringTitle(by, query), by));
    if (!isKnown) {
      const option = new Option(colouringTitle('distortion'), 'distortion');
      option.disabled = true;
      option.title = l10n.t('It is not known how far this map distorts. Run it again to measure that.');
      options.push(option);
    }
    const offered = [...this.#colourBy.options].map(({ label, disabled }) => `${label} ${disabled}`);
    if (offered.join() !== options.map(({ label, disabled }) => `${label} ${disabled}`).join())
      this.#colourBy.replaceChildren(...options);
    this.#colourBy.value = current;
  }

  /** @param history Whether there is something to undo and to redo. */
  showHistory({ canUndo, canRedo }: { readonly canUndo: boolean; readonly canRedo: boolean }): void {
    this.#undo.disabled = !canUndo;
    this.#redo.disabled = !canRedo;
  }

  /** Takes up a tool, or puts it away. */
  #toggle(tool: Exclude<DragTool, 'pan'>): void {
    this.#use(this.#tools[tool].ariaPressed === 'true' ? 'pan' : tool);
  }

  #use(tool: DragTool): void {
    for (const [name, button] of Object.entries(this.#tools)) button.ariaPressed = String(name === tool);
    this.#listener.onTool(tool);
  }
}
