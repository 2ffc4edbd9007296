import { changedMap, isSameMap } from '../src/core/explore/changes.ts';
import type { LiveLayoutFrame } from '../src/core/explore/live-layout.ts';
import type { ExplorerMap, LiveLayoutInfo, ProjectionView } from '../src/core/explore/map.ts';
import type { CollectionState, NextStep } from '../src/core/explore/state.ts';
import type { MapPictureWish, ToPage } from '../src/protocol/explorer.ts';
import { unpackHits } from '../src/protocol/hits-message.ts';
import { CompareTable } from './compare/compare-table.ts';
import { TwoMaps } from './compare/two-maps.ts';
import { Legend } from './controls/legend.ts';
import { LiveLayoutBar } from './controls/live-layout-bar.ts';
import { ScaleLegend } from './controls/scale-legend.ts';
import { Toolbar } from './controls/toolbar.ts';
import { Curating } from './curate/curating.ts';
import { LookedAt } from './detail/looked-at.ts';
import { messageScreen } from './detail/message.ts';
import { Notice, stateScreen } from './detail/state.ts';
import { StatusLine } from './detail/status-line.ts';
import { Unseen } from './detail/unseen.ts';
import { element } from './dom.ts';
import { postMapPicture } from './exchange/map-picture.ts';
import { FindMenu } from './findings/find-menu.ts';
import { FindingsPanel } from './findings/findings-panel.ts';
import { Gallery } from './gallery/gallery.ts';
import type { Host } from './host.ts';
import { LiveLayout } from './live-layout.ts';
import { onPageKeys } from './page-keys.ts';
import type { Motion } from './scatter/glide.ts';
import { MapView, type MapViewListener } from './scatter/map-view.ts';
import type { Ringed } from './scatter/rings.ts';
import { Scenes, type Scene } from './scatter/scene.ts';
import { Search } from './search/search.ts';
import { Selecting } from './select/selecting.ts';
import { layoutOf, lookCarried, lookKept, restoreState, type Look, type ViewState } from './view-state.ts';

/** The page: holds the state, draws it, and tells the host what the user wants. */
export class Explorer {
  readonly #root: HTMLElement;
  readonly #host: Host;
  readonly #hint = element(
    'p',
    'hint',
    'All images are hidden. Click an entry of the legend to show its images.',
  );
  /** For who hears the page. */
  readonly #heading = element('h1', 'visually-hidden');
  readonly #status: StatusLine;
  readonly #notice: Notice;
  readonly #scaleLegend = new ScaleLegend();
  readonly #mapView: MapView;
  readonly #lookedAt: LookedAt;
  readonly #findings: FindingsPanel;
  readonly #unseen: Unseen;
  readonly #bar: LiveLayoutBar;
  readonly #toolbar: Toolbar;
  readonly #legend: Legend;
  readonly #search: Search;
  /** The image to point out once what was found is not looked at any more: drawing would end that. */
  #afterHits: string | undefined;
  readonly #curating: Curating;
  readonly #selecting: Selecting;
  readonly #gallery: Gallery;
  readonly #twoMaps: TwoMaps;
  readonly #table: CompareTable;
  readonly #scenes = new Scenes();
  readonly #liveLayout = new LiveLayout();
  #state: ViewState;
  #map: ExplorerMap | undefined;
  #collection: CollectionState | undefined;
  /** What was drawn last. */
  #shown: ProjectionView | undefined;

  constructor(root: HTMLElement, host: Host) {
    this.#root = root;
    this.#host = host;
    this.#state = restoreState(host.loadState());
    const gestures: MapViewListener = {
      onOpen: (id, pin) => this.#open(id, pin),
      onGo: (steps) => this.#lookedAt.go(steps),
      onLook: (viewport) => {
        this.#look({ viewport });
        this.#twoMaps.looked(viewport);
      },
      onRotate: (rotation) => this.#look({ rotation }),
      onPick: (ids, mode) => this.#selecting.pick(ids, mode),
      onEscape: () => this.#selecting.clear(),
      onPoint: (row) => {
        this.#gallery.outline(row);
        this.#twoMaps.pointedAt(row);
      },
    };
    this.#mapView = new MapView(host, gestures);
    this.#twoMaps = new TwoMaps(host, this.#mapView, gestures, {
      onChange: (change) => this.#change(change),
      onLook: (projection, look) => this.#look(look, projection),
      onVisit: (id) => this.#lookedAt.visit(id),
      onSelect: (ids) => this.#selecting.pick(ids, 'replace'),
      onMoved: () => this.draw(),
    });
    this.#table = new CompareTable(host, { onVisit: (id) => this.#lookedAt.visit(id) });
    this.#selecting = new Selecting(host, {
      scene: () => this.#currentScene(),
      // Where the user has chosen no map, the one that shows is what to go back to.
      state: () => ({ ...this.#state, projection: this.#state.projection ?? this.#shown?.name }),
      onRestore: (view) => {
        this.#keep(view);
        this.draw();
      },
      onChange: () => this.draw(),
    });
    this.#status = new StatusLine(this.#selecting.status);
    this.#lookedAt = new LookedAt(host, {
      onMark: (id) => this.#mark(id),
      onUnmark: () => this.#mark(undefined),
      onCompare: (ids) => void this.#table.compare(ids),
      onWanted: (isWanted) => this.#keep({ hidesImagePanel: !isWanted }),
    });
    this.#unseen = new Unseen({
      onChange: (change, id) => {
        this.#change(change);
        this.#reveal(id);
      },
      onCloseHits: (id) => {
        this.#afterHits = id;
        this.#search.close();
      },
      onUpdate: () => this.#run('update', this.#shown?.name),
    });
    this.#mapView.element.append(this.#unseen.element);
    this.#notice = new Notice((action, projection) => this.#run(action, projection));
    this.#bar = new LiveLayoutBar({
      onKeep: () => host.post({ type: 'stopLiveLayout' }),
      onChange: (parameters) => host.post({ type: 'changeLiveLayout', parameters }),
    });
    this.#mapView.element.append(this.#bar.element);
    this.#toolbar = new Toolbar({
      onChange: (change) => this.#change(change),
      onZoom: (steps) => this.#mapView.zoomBy(steps),
      onReset: () => this.#mapView.reset(),
      onImagePanel: () => this.#lookedAt.toggle(),
      onGallery: () => this.#gallery.toggle(false),
      onTool: (tool) => {
        this.#mapView.tool = tool;
        this.#twoMaps.tool = tool;
      },
      onUndo: () => this.#selecting.undo(),
      onRedo: () => this.#selecting.redo(),
      onTwoMaps: () => this.#twoMaps.toggle(),
    });
    this.#findings = new FindingsPanel(host, { onShow: (id) => this.#pointOut(id) });
    if (host.canFind)
      this.#toolbar.add(new FindMenu((kind) => host.post({ type: 'askFindings', kind })).element);
    this.#search = new Search(host, {
      onChange: (change) => this.#keep(change),
      onLeave: () => this.#mapView.focus(),
    });
    this.#toolbar.hold(this.#search.element);
    this.#curating = new Curating(root, host, { ids: () => this.#meant(), map: () => this.#map });
    this.#mapView.element.append(
      this.#search.dropTarget,
      this.#selecting.bar.element,
      this.#curating.element,
    );
    this.#legend = new Legend({
      onChange: (change) => this.#change(change),
      onPick: (by, key, mode) => this.#selecting.pickEntry(by, key, mode),
    });
    onPageKeys(document, this.#selecting);
    const legends = [this.#legend.element, this.#scaleLegend.element];
    const maps = element('div', 'maps', this.#mapView.element, this.#twoMaps.element);
    const stage = element('div', 'stage', maps, this.#hint, ...legends);
    this.#gallery = new Gallery(stage, host, {
      onOpen: (id, pin) => this.#open(id, pin),
      onLight: (row) => this.#mapView.light(row),
      onSelect: (ids) => this.#selecting.pick(ids, 'replace'),
      onState: (gallery) => {
        this.#keep({ gallery });
        this.#toolbar.isGalleryOpen = gallery.isOpen === true;
      },
      onLeave: () => this.#mapView.focus(),
      inView: () => this.#mapView.inView(),
    });
  }

  receive(message: ToPage): void {
    switch (message.type) {
      case 'map': {
        const before = this.#map;
        this.#map = changedMap(before, message.change);
        this.#twoMaps.changed(before, this.#map);
        void this.#table.changed();
        // What is pointed at stays so when nothing changed but a prompt.
        if (message.show === undefined && isSameMap(before, this.#map)) {
          this.#mapView.askPrompt();
          break;
        }
        if (message.change.images !== undefined) this.#liveLayout.imagesChanged();
        if (message.show !== undefined) this.#keep({ projection: message.show });
        this.#showMap();
        break;
      }
      case 'state':
        this.#collection = message.state;
        if (this.#shown !== undefined) this.#notice.show(this.#collection, this.#shown);
        break;
      case 'compare':
        void this.#table.open(message.ids);
        break;
      case 'compareMaps':
        this.#change({ beside: message.beside });
        break;
      case 'prompt':
      case 'compared':
      case 'details':
      case 'picture':
        break;
      case 'active':
        this.#lookedAt.visit(message.id);
        break;
      case 'empty':
        this.#showMessage(
          stateScreen(this.#collection, {
            onExplore: () => this.#host.post({ type: 'exploreConcepts' }),
            onContinue: () => this.#run('continue'),
          }),
        );
        break;
      case 'problem':
        this.#showMessage(messageScreen('The map cannot be shown', [message.message]));
        break;
      case 'reveal':
        this.#reveal(message.id);
        break;
      case 'select':
        this.#selecting.adopt(message.ids);
        break;
      case 'hits':
        this.#selecting.picked.hits =
          message.hits === null ? undefined : unpackHits(message.hits, this.#map?.images.ids ?? []);
        this.draw();
        if (this.#afterHits !== undefined) this.#reveal(this.#afterHits);
        this.#afterHits = undefined;
        break;
      case 'findings':
        this.#findings.receive(message.findings);
        break;
      case 'searched':
        this.#search.searched(message.number, message.outcome);
        break;
      case 'searchFor':
        this.#search.searchFor(message.query, message.mode);
        break;
      case 'askMapPicture':
        void this.#answerPicture(message);
        break;
      case 'liveLayout':
        if (message.liveLayout === null) this.#formed();
        else this.#form(message.liveLayout);
        break;
      case 'frame':
        this.#advance(message);
        break;
    }
  }

  /** Draws the map as the state says; also after the theme changed. */
  draw(motion?: Motion): void {
    const map = this.#drawn();
    const chosen = map && this.#chosen(map);
    if (map === undefined || chosen === undefined) return;
    const projection = this.#twoMaps.withMoved(map, chosen, this.#state);
    const before = this.#shown;
    this.#shown = projection;
    const isOther = before !== undefined && layoutOf(before) !== layoutOf(projection);
    const scene = this.#scene(map, projection);
    const { hidden, theme, colouring, leavesOutHidden } = scene;
    const { hits } = this.#selecting.picked;
    this.#toolbar.show(map, projection, scene, hits);
    this.#search.show(map, projection, hits, this.#state);
    this.#legend.show(colouring, this.#state.hidden ?? {}, leavesOutHidden);
    this.#scaleLegend.show(colouring, theme, hits?.title);
    this.#heading.textContent = `Map of ${map.title}`;
    this.#status.show(projection, map.leftOut);
    this.#notice.show(this.#collection, projection);
    this.#hint.hidden = hidden?.every((row) => row === 1) !== true;
    this.#bar.element.hidden = projection.liveLayout !== true;
    const viewport = this.#state.viewports[layoutOf(projection)];
    this.#mapView.show(scene, viewport, motion ?? (isOther ? 'switch' : 'none'));
    this.#selecting.show(scene);
    this.#toolbar.showHistory(this.#selecting);
    this.#findings.show(scene);
    this.#curating.show(map);
    this.#lookedAt.show(scene, this.#state.hidesImagePanel !== true);
    this.#toolbar.isGalleryOpen = this.#state.gallery?.isOpen === true;
    this.#gallery.show(scene, this.#selecting.picked, this.#state.gallery);
    this.#showBeside(map, projection, motion ?? 'none');
  }

  /** Points an image out; where it cannot be seen, says why, and what would show it. */
  #reveal(id: string): void {
    this.#unseen.clear();
    const scene = this.#currentScene();
    if (!this.#mapView.reveal(id) && scene !== undefined) this.#unseen.tell(id, scene);
  }

  /** Looks at an image from a list: it is marked, and pointed out. */
  #pointOut(id: string): void {
    this.#mapView.select(id);
    this.#reveal(id);
  }

  /** For tests: where an image's point is in the window, and how large its picture, or null where it is not shown. */
  locate(id: string): Ringed | null {
    return this.#map === undefined ? null : this.#mapView.locate(id);
  }

  /** The same on the map beside it. */
  locateBeside(id: string): Ringed | null {
    return this.#map === undefined ? null : this.#twoMaps.locate(id);
  }

  async #answerPicture(wish: MapPictureWish): Promise<void> {
    const [map, shown] = [this.#drawn(), this.#shown];
    if (map === undefined || shown === undefined) this.#host.post({ type: 'mapPicture', bytes: null });
    else await postMapPicture({ scene: this.#scene(map, shown), view: this.#mapView.view }, wish, this.#host);
  }

  #scene(map: ExplorerMap, projection: ProjectionView): Scene {
    return this.#scenes.make(map, projection, this.#state, this.#selecting.picked);
  }

  /** A map begins to form. Who looks at a finished one goes on with it. */
  #form(liveLayout: LiveLayoutInfo): void {
    const { info } = this.#liveLayout;
    if (info !== undefined && info.name !== liveLayout.name) this.#formed();
    this.#liveLayout.begin(liveLayout);
    this.#bar.begin(liveLayout);
    const map = this.#drawn();
    if (map === undefined) return;
    // Of an earlier run that was not finished.
    if (!this.#liveLayout.hasFrame) this.#keep(lookCarried(this.#state, liveLayout, undefined));
    const isPreview = this.#state.projection === 'preview' || this.#shown?.name === 'preview';
    if (isPreview) this.#keep({ projection: undefined });
    if (isPreview || this.#shown === undefined)
      this.#shown = map.projections.find(({ name }) => name === liveLayout.name);
    this.#showMap();
  }

  /** The map has come before this: it takes over as the forming one was looked at. */
  #formed(): void {
    const { info } = this.#liveLayout;
    const result = this.#map?.projections.find(({ name }) => name === info?.name);
    this.#liveLayout.end();
    this.#bar.end();
    if (info !== undefined) this.#keep(lookCarried(this.#state, info, result));
    if (this.#map !== undefined) this.draw('frame');
  }

  #advance(frame: LiveLayoutFrame): void {
    const isFirst = !this.#liveLayout.hasFrame;
    this.#liveLayout.advance(frame);
    this.#bar.advance(frame);
    if (isFirst) {
      this.draw('frame');
      return;
    }
    const map = this.#drawn();
    const projection = map && this.#chosen(map);
    if (map === undefined || projection === undefined) return;
    this.#showBeside(map, projection, 'frame');
    if (projection.liveLayout !== true) return;
    const viewport = this.#state.viewports[layoutOf(projection)];
    this.#shown = projection;
    this.#mapView.show(this.#scene(map, projection), viewport, 'frame');
  }

  #showBeside(map: ExplorerMap, first: ProjectionView, motion: Motion): void {
    const [state, { picked }] = [this.#state, this.#selecting];
    this.#twoMaps.show({ map, first, state, picked }, motion);
    this.#table.follow(map, first);
    this.#toolbar.showTwoMaps(this.#twoMaps.isOffered, this.#twoMaps.isOpen);
  }

  #mark(id: string | undefined): void {
    this.#mapView.select(id);
    this.#twoMaps.mark(id);
  }

  #showMap(): void {
    if (!this.#mapView.element.isConnected) {
      const desk = element(
        'div',
        'desk',
        this.#gallery.element,
        this.#findings.element,
        this.#lookedAt.element,
      );
      this.#root.replaceChildren(
        this.#heading,
        this.#toolbar.element,
        desk,
        this.#notice.element,
        this.#status.element,
        this.#table.element,
      );
    }
    this.draw();
  }

  #showMessage(screen: HTMLElement): void {
    this.#map = undefined;
    this.#shown = undefined;
    this.#root.replaceChildren(screen);
  }

  /** The collection with the map that forms among its maps. */
  #drawn(): ExplorerMap | undefined {
    return this.#map && this.#liveLayout.among(this.#map, this.#shown?.name);
  }

  /** The map that the user chose; until it is there, the one that shows. */
  #chosen({ projections }: ExplorerMap): ProjectionView | undefined {
    const named = (wanted: string | undefined): ProjectionView | undefined =>
      projections.find(({ name }) => name === wanted);
    return named(this.#state.projection) ?? named(this.#shown?.name) ?? projections[0];
  }

  #run(action: NextStep, projection?: string): void {
    this.#host.post({ type: 'run', action, projection });
  }

  /** What keys act on: the selected images, or the one that has the focus. */
  #meant(): readonly string[] {
    const { selected } = this.#selecting.picked;
    const { current } = this.#mapView;
    return selected.size > 0 ? [...selected] : current === undefined ? [] : [current];
  }

  #currentScene(): Scene | undefined {
    const map = this.#drawn();
    return map && this.#shown && this.#scene(map, this.#shown);
  }

  #change(change: Partial<ViewState>): void {
    this.#selecting.undoably(() => this.#keep(change));
    this.draw();
  }

  /** As a click on the map does: the prompt opens, and the image stands beside the map. */
  #open(id: string, pin: boolean): void {
    this.#host.post({ type: 'openPrompt', id, pin });
    this.#lookedAt.visit(id);
  }

  #look(look: Look, shown = this.#shown): void {
    this.#gallery.viewMoved();
    const map = this.#drawn();
    if (map === undefined || shown === undefined) return;
    const movement = Object.keys(look).join();
    this.#selecting.undoably(() => this.#keep(lookKept(this.#state, map.projections, shown, look)), movement);
    this.#toolbar.showHistory(this.#selecting);
  }

  #keep(change: Partial<ViewState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.saveState(this.#state);
  }
}
