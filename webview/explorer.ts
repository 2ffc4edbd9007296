import { changedMap, isSameMap } from '../src/core/explore/changes.ts';
import type { LiveLayoutFrame } from '../src/core/explore/live-layout.ts';
import type { ExplorerMap, LiveLayoutInfo, ProjectionView } from '../src/core/explore/map.ts';
import type { CollectionState, NextStep } from '../src/core/explore/state.ts';
import type { ToPage } from '../src/protocol/explorer.ts';
import { unpackHits } from '../src/protocol/hits-message.ts';
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
import type { Host } from './host.ts';
import { LiveLayout } from './live-layout.ts';
import { Picked } from './picked.ts';
import type { Motion } from './scatter/glide.ts';
import { MapView } from './scatter/map-view.ts';
import type { Ringed } from './scatter/rings.ts';
import { Scenes, type Scene } from './scatter/scene.ts';
import { Search } from './search/search.ts';
import { SelectionBar } from './select/selection-bar.ts';
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
  readonly #status = new StatusLine();
  readonly #notice: Notice;
  readonly #scaleLegend = new ScaleLegend();
  readonly #mapView: MapView;
  readonly #lookedAt: LookedAt;
  readonly #unseen: Unseen;
  readonly #bar: LiveLayoutBar;
  readonly #toolbar: Toolbar;
  readonly #legend: Legend;
  readonly #search: Search;
  /** The image to point out once what was found is not looked at any more: drawing would end that. */
  #afterHits: string | undefined;
  readonly #selectionBar: SelectionBar;
  readonly #curating: Curating;
  readonly #scenes = new Scenes();
  readonly #liveLayout = new LiveLayout();
  readonly #picked = new Picked();
  #state: ViewState;
  #map: ExplorerMap | undefined;
  #collection: CollectionState | undefined;
  /** What was drawn last. */
  #shown: ProjectionView | undefined;

  constructor(root: HTMLElement, host: Host) {
    this.#root = root;
    this.#host = host;
    this.#state = restoreState(host.loadState());
    this.#mapView = new MapView(host, {
      onOpen: (id, pin) => {
        host.post({ type: 'openPrompt', id, pin });
        this.#lookedAt.visit(id);
      },
      onGo: (steps) => this.#lookedAt.go(steps),
      onLook: (viewport) => this.#look({ viewport }),
      onRotate: (rotation) => this.#look({ rotation }),
    });
    this.#lookedAt = new LookedAt(host, {
      onMark: (id) => this.#mapView.select(id),
      onUnmark: () => this.#mapView.select(undefined),
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
      onTool: (tool) => {
        this.#mapView.tool = tool;
      },
    });
    this.#search = new Search(host, {
      onChange: (change) => this.#keep(change),
      onLeave: () => this.#mapView.focus(),
    });
    this.#toolbar.hold(this.#search.element);
    this.#mapView.element.append(this.#search.dropTarget);
    this.#selectionBar = new SelectionBar({
      onAct: (action) => host.post({ type: 'actOnSelection', action }),
      onClear: () => this.#select([]),
    });
    this.#curating = new Curating(root, host, { ids: () => this.#meant(), map: () => this.#map });
    this.#mapView.element.append(this.#selectionBar.element, this.#curating.element);
    this.#legend = new Legend((change) => this.#change(change));
  }

  receive(message: ToPage): void {
    switch (message.type) {
      case 'map': {
        const before = this.#map;
        this.#map = changedMap(before, message.change);
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
      case 'prompt':
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
        this.#picked.selected = new Set(message.ids);
        this.draw();
        break;
      case 'hits':
        this.#picked.hits =
          message.hits === null ? undefined : unpackHits(message.hits, this.#map?.images.ids ?? []);
        this.draw();
        if (this.#afterHits !== undefined) this.#reveal(this.#afterHits);
        this.#afterHits = undefined;
        break;
      case 'searched':
        this.#search.searched(message.number, message.outcome);
        break;
      case 'searchFor':
        this.#search.searchFor(message.query, message.mode);
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
    const projection = map && this.#chosen(map);
    if (map === undefined || projection === undefined) return;
    const before = this.#shown;
    this.#shown = projection;
    const isOther = before !== undefined && layoutOf(before) !== layoutOf(projection);
    const scene = this.#scene(map, projection);
    const { hidden, theme, colouring, leavesOutHidden } = scene;
    const { hits } = this.#picked;
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
    this.#selectionBar.show(this.#picked.selected.size);
    this.#curating.show(map);
    this.#lookedAt.show(scene, this.#state.hidesImagePanel !== true);
  }

  /** Points an image out; where it cannot be seen, says why, and what would show it. */
  #reveal(id: string): void {
    this.#unseen.clear();
    const map = this.#drawn();
    if (this.#mapView.reveal(id) || map === undefined || this.#shown === undefined) return;
    this.#unseen.tell(id, this.#scene(map, this.#shown));
  }

  /** For tests: where an image's point is in the window, and how large its picture, or null where it is not shown. */
  locate(id: string): Ringed | null {
    return this.#map === undefined ? null : this.#mapView.locate(id);
  }

  #scene(map: ExplorerMap, projection: ProjectionView): Scene {
    return this.#scenes.make(map, projection, this.#state, this.#picked);
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
    if (map === undefined || projection?.liveLayout !== true) return;
    const viewport = this.#state.viewports[layoutOf(projection)];
    this.#shown = projection;
    this.#mapView.show(this.#scene(map, projection), viewport, 'frame');
  }

  #showMap(): void {
    if (!this.#mapView.element.isConnected) {
      const legends = [this.#legend.element, this.#scaleLegend.element];
      const stage = element('div', 'stage', this.#mapView.element, this.#hint, ...legends);
      const desk = element('div', 'desk', stage, this.#lookedAt.element);
      this.#root.replaceChildren(
        this.#heading,
        this.#toolbar.element,
        desk,
        this.#notice.element,
        this.#status.element,
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
    const { selected } = this.#picked;
    const { current } = this.#mapView;
    return selected.size > 0 ? [...selected] : current === undefined ? [] : [current];
  }

  /** Selects these images here and for everybody who shows the folder. */
  #select(ids: readonly string[]): void {
    this.#picked.selected = new Set(ids);
    this.#host.post({ type: 'select', ids });
    this.draw();
  }

  #change(change: Partial<ViewState>): void {
    this.#keep(change);
    this.draw();
  }

  #look(look: Look): void {
    const [map, shown] = [this.#drawn(), this.#shown];
    if (map !== undefined && shown !== undefined)
      this.#keep(lookKept(this.#state, map.projections, shown, look));
  }

  #keep(change: Partial<ViewState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.saveState(this.#state);
  }
}
