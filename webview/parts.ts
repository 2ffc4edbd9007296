import * as l10n from '@vscode/l10n';
import type { ExplorerMap, ProjectionView } from '../src/core/explore/map.ts';
import type { CollectionState, NextStep } from '../src/core/explore/state.ts';
import type { PagePlace } from '../src/protocol/explorer.ts';
import { CompareTable } from './compare/compare-table.ts';
import { TwoMaps } from './compare/two-maps.ts';
import { Legend } from './controls/legend.ts';
import { LiveLayoutBar } from './controls/live-layout-bar.ts';
import { ScaleLegend } from './controls/scale-legend.ts';
import { Toolbar } from './controls/toolbar.ts';
import { Curating } from './curate/curating.ts';
import { LookedAt } from './detail/looked-at.ts';
import { Notice } from './detail/state.ts';
import { StatusLine } from './detail/status-line.ts';
import { Unseen } from './detail/unseen.ts';
import { WorkBar } from './detail/work-bar.ts';
import { element, isModal } from './dom.ts';
import { FindMenu } from './findings/find-menu.ts';
import { FindingsPanel } from './findings/findings-panel.ts';
import { Gallery } from './gallery/gallery.ts';
import type { Host } from './host.ts';
import { keepFocus } from './keep-focus.ts';
import { keyAreas } from './keys/areas.ts';
import { KeyList } from './keys/key-list.ts';
import type { KeyHandlers } from './keys/on-keys.ts';
import { onPageKeys } from './keys/page-keys.ts';
import type { pageKeys } from './keys/tables.ts';
import { MapFormDialog } from './map-form/map-form-dialog.ts';
import { MapTools } from './map-form/map-tools.ts';
import type { Motion } from './scatter/glide.ts';
import { MapView, type MapViewListener } from './scatter/map-view.ts';
import type { Scene } from './scatter/scene.ts';
import { Search } from './search/search.ts';
import { Selecting } from './select/selecting.ts';
import { layoutOf, type Look, type ViewState } from './view-state.ts';

/** What the parts of the page ask of it. */
export interface PageActions {
  readonly map: () => ExplorerMap | undefined;
  readonly shown: () => ProjectionView | undefined;
  readonly scene: () => Scene | undefined;
  readonly state: () => ViewState;
  /** Changes what is seen, undoably, and draws it. */
  change(change: Partial<ViewState>): void;
  /** Keeps how the user left a part. */
  keep(change: Partial<ViewState>): void;
  draw(): void;
  /** The user moved the window over a map. */
  look(look: Look, projection?: ProjectionView): void;
  /** Opens an image as a click on the map does. */
  open(id: string, pin: boolean): void;
  /** Points an image out, or says why it cannot be seen. */
  reveal(id: string): void;
  /** The same once what was found is not looked at any more. */
  revealAfterHits(id: string): void;
  run(action: NextStep, projection?: string): void;
}

/** The parts of the page, and what each does to the others. */
export class Parts {
  readonly hint = element(
    'p',
    'hint',
    l10n.t('All images are hidden. Click an entry of the legend to show its images.'),
  );
  /** For who hears the page. */
  readonly heading = element('h1', 'visually-hidden');
  readonly scaleLegend = new ScaleLegend();
  readonly mapView: MapView;
  readonly twoMaps: TwoMaps;
  readonly table: CompareTable;
  readonly selecting: Selecting;
  readonly status: StatusLine;
  readonly lookedAt: LookedAt;
  readonly unseen: Unseen;
  readonly notice: Notice;
  readonly work: WorkBar;
  readonly bar: LiveLayoutBar;
  readonly toolbar: Toolbar;
  readonly findings: FindingsPanel;
  readonly search: Search;
  readonly curating: Curating;
  readonly legend: Legend;
  readonly gallery: Gallery;
  readonly keyList: KeyList;
  readonly #keepFocus: () => void;
  /** Over the page, whether there is a map or not. */
  readonly mapForm: MapFormDialog;
  readonly #mapTools: MapTools;
  readonly #host: Host;
  readonly #page: PageActions;

  constructor(root: HTMLElement, host: Host, page: PageActions) {
    [this.#host, this.#page] = [host, page];
    const gestures = this.#gestures();
    this.mapView = new MapView(host, gestures);
    this.twoMaps = new TwoMaps(host, this.mapView, gestures, {
      onChange: (change) => page.change(change),
      onLook: (projection, look) => page.look(look, projection),
      onVisit: (id) => this.lookedAt.visit(id),
      onSelect: (ids) => this.selecting.pick(ids, 'replace'),
      onMoved: () => page.draw(),
    });
    this.table = new CompareTable(host, { onVisit: (id) => this.lookedAt.visit(id) });
    this.selecting = new Selecting(host, {
      scene: page.scene,
      // Where the user has chosen no map, the one that shows is what to go back to.
      state: () => ({ ...page.state(), projection: page.state().projection ?? page.shown()?.name }),
      onRestore: (view) => {
        page.keep(view);
        page.draw();
      },
      onChange: () => page.draw(),
    });
    this.status = new StatusLine(this.selecting.status);
    this.lookedAt = new LookedAt(host, {
      onMark: (id) => this.#mark(id),
      onUnmark: () => this.#mark(undefined),
      onCompare: (ids) => void this.table.compare(ids),
      onWanted: (isWanted) => page.keep({ hidesImagePanel: !isWanted }),
    });
    this.unseen = new Unseen({
      onChange: (change, id) => {
        page.change(change);
        page.reveal(id);
      },
      onCloseHits: (id) => {
        page.revealAfterHits(id);
        this.search.close();
      },
      onUpdate: () => page.run('update', page.shown()?.name),
    });
    this.notice = new Notice((action, projection) => page.run(action, projection));
    this.work = new WorkBar({
      onCancel: () => host.post({ type: 'cancel' }),
      onEnd: () => this.mapView.focus(),
    });
    this.bar = new LiveLayoutBar({
      onKeep: () => host.post({ type: 'stopLiveLayout' }),
      onChange: (parameters) => host.post({ type: 'changeLiveLayout', parameters }),
    });
    this.toolbar = this.#makeToolbar();
    this.findings = new FindingsPanel(host, {
      onShow: (id) => {
        this.mapView.select(id);
        page.reveal(id);
      },
    });
    if (host.canFind)
      this.toolbar.add(new FindMenu((kind) => host.post({ type: 'askFindings', kind })).element);
    this.search = new Search(host, {
      onChange: (change) => page.keep(change),
      onLeave: () => this.mapView.focus(),
    });
    this.toolbar.hold(this.search.element);
    this.mapForm = new MapFormDialog({
      post: (message) => host.post(message),
      onDraft: (mapForm) => page.keep({ mapForm }),
      onLeave: () => this.mapView.focus(),
    });
    document.body.append(this.mapForm.element);
    this.#mapTools = new MapTools((projection) => host.post({ type: 'askMapForm', projection }));
    if (host.makesMaps) this.toolbar.addMapTools(...this.#mapTools.elements);
    this.curating = new Curating(root, host, { ids: () => this.#meant(), map: page.map });
    this.legend = new Legend({
      onChange: (change) => page.change(change),
      onPick: (by, key, mode) => this.selecting.pickEntry(by, key, mode),
    });
    this.keyList = new KeyList(keyAreas(host.canCurate));
    onPageKeys(document, this.#keys());
    this.#keepFocus = keepFocus(root, () => this.mapView.focus());
    const overMap = [this.unseen, this.bar, this.selecting.bar, this.curating];
    this.mapView.element.append(this.search.dropTarget, ...overMap.map((part) => part.element));
    this.mapView.element.append(this.curating.live);
    const maps = element('div', 'maps', this.mapView.element, this.twoMaps.element);
    const legends = [this.legend.element, this.scaleLegend.element];
    this.gallery = this.#makeGallery(element('div', 'stage', maps, this.hint, ...legends));
  }

  /** Shows a scene on the map, and what each part has to say of it. @param motion How the map comes to look like that. */
  show(scene: Scene, state: ViewState, collection: CollectionState | undefined, motion: Motion): void {
    const { map, projection, hidden, theme, colouring, leavesOutHidden } = scene;
    const { hits } = this.selecting.picked;
    this.toolbar.show(map, projection, scene, hits);
    this.#mapTools.show(projection);
    this.search.show(map, projection, hits, state);
    this.legend.show(colouring, state.hidden ?? {}, leavesOutHidden);
    this.scaleLegend.show(colouring, theme, hits?.title);
    this.heading.textContent = l10n.t('Map of {0}', map.title);
    this.status.show(projection, map.leftOut);
    this.notice.show(collection, projection);
    this.hint.hidden = hidden?.every((row) => row === 1) !== true;
    this.bar.element.hidden = projection.liveLayout !== true;
    this.mapView.show(scene, state.viewports[layoutOf(projection)], motion);
    this.selecting.show(scene);
    this.toolbar.showHistory(this.selecting);
    this.findings.show(scene);
    this.curating.show(map);
    this.lookedAt.show(scene, state.hidesImagePanel !== true);
    this.toolbar.isGalleryOpen = state.gallery?.isOpen === true;
    this.gallery.show(scene, this.selecting.picked, state.gallery);
    this.#keepFocus();
  }

  /** What is on the page, from top to bottom. */
  get elements(): readonly HTMLElement[] {
    const desk = element('div', 'desk', this.gallery.element, this.findings.element, this.lookedAt.element);
    const below = [this.notice, this.work, this.status, this.table, this.keyList];
    return [this.heading, this.toolbar.element, desk, ...below.map((part) => part.element)];
  }

  #gestures(): MapViewListener {
    const page = this.#page;
    return {
      onOpen: (id, pin) => page.open(id, pin),
      onGo: (steps) => this.lookedAt.go(steps),
      onLook: (viewport) => {
        page.look({ viewport });
        this.twoMaps.looked(viewport);
      },
      onRotate: (rotation) => page.look({ rotation }),
      onPick: (ids, mode) => this.selecting.pick(ids, mode),
      onEscape: () => this.selecting.clear(),
      onPoint: (row) => {
        this.gallery.outline(row);
        this.twoMaps.pointedAt(row);
      },
    };
  }

  #makeToolbar(): Toolbar {
    return new Toolbar({
      onChange: (change) => this.#page.change(change),
      onZoom: (steps) => this.mapView.zoomBy(steps),
      onReset: () => this.mapView.reset(),
      onImagePanel: () => this.lookedAt.toggle(),
      onGallery: () => this.gallery.toggle(false),
      onKeys: () => this.keyList.open(),
      onTool: (tool) => {
        this.mapView.tool = tool;
        this.twoMaps.tool = tool;
      },
      onUndo: () => this.selecting.undo(),
      onRedo: () => this.selecting.redo(),
      onTwoMaps: () => this.twoMaps.toggle(),
    });
  }

  #makeGallery(stage: HTMLElement): Gallery {
    const page = this.#page;
    return new Gallery(stage, this.#host, {
      onOpen: (id, pin) => page.open(id, pin),
      onLight: (row) => this.mapView.light(row),
      onSelect: (ids) => this.selecting.pick(ids, 'replace'),
      onState: (gallery) => {
        page.keep({ gallery });
        this.toolbar.isGalleryOpen = gallery.isOpen === true;
      },
      onLeave: () => this.mapView.focus(),
      inView: () => this.mapView.inView(),
    });
  }

  /** Brings the keyboard to a part of the page, which is opened where it is closed. */
  goTo(place: PagePlace): void {
    if (place === 'keys') this.keyList.open();
    else if (place === 'map') this.mapView.focus();
    else this.gallery.enter(place === 'list' ? true : undefined);
  }

  /** Nothing happens where there is no map, or below a dialog. */
  #keys(): KeyHandlers<keyof typeof pageKeys> {
    const unlessModal = (act: () => void): (() => boolean) => {
      return () => {
        const isThere = this.mapView.element.isConnected && !isModal();
        if (isThere) act();
        return isThere;
      };
    };
    return {
      search: unlessModal(() => this.search.focus()),
      gallery: unlessModal(() => this.gallery.toggle(true)),
      list: unlessModal(() => this.gallery.enter(true)),
      keys: unlessModal(() => this.keyList.open()),
      all: () => this.selecting.all(),
      invert: () => this.selecting.invert(),
      undo: () => this.selecting.undo(),
      redo: () => this.selecting.redo(),
    };
  }

  #mark(id: string | undefined): void {
    this.mapView.select(id);
    this.twoMaps.mark(id);
  }

  /** What keys act on: the image that is shown large, or the selected ones, or the one that has the focus. */
  #meant(): readonly string[] {
    const { selected } = this.selecting.picked;
    const current = this.gallery.focused ?? this.mapView.current;
    if (this.gallery.isLarge && current !== undefined) return [current];
    return selected.size > 0 ? [...selected] : current === undefined ? [] : [current];
  }
}
