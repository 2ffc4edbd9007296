import { changedMap, isSameMap } from '../src/core/explore/changes.ts';
import {
  liveLayoutRows,
  liveLayoutView,
  includingLiveLayout,
  type LiveLayoutFrame,
} from '../src/core/explore/live-layout.ts';
import type { ExplorerMap, LiveLayoutInfo, ProjectionView } from '../src/core/explore/map.ts';
import { unrotated } from '../src/core/explore/rotation.ts';
import type { CollectionState, NextStep } from '../src/core/explore/state.ts';
import type { ToPage } from '../src/protocol/explorer.ts';
import { DistortionLegend } from './controls/distortion-legend.ts';
import { Legend } from './controls/legend.ts';
import { LiveLayoutBar } from './controls/live-layout-bar.ts';
import { Toolbar } from './controls/toolbar.ts';
import { messageScreen } from './detail/message.ts';
import { Notice, stateScreen } from './detail/state.ts';
import { StatusLine } from './detail/status-line.ts';
import { element } from './dom.ts';
import type { Host } from './host.ts';
import type { Motion } from './scatter/glide.ts';
import { MapView } from './scatter/map-view.ts';
import type { Ringed } from './scatter/rings.ts';
import type { Scene } from './scatter/scene.ts';
import { readTheme } from './theme.ts';
import { layoutOf, lookCarried, lookKept, restoreState, type Look, type ViewState } from './view-state.ts';

/** The page: holds the state, draws it, and tells the host what the user wants. */
export class Explorer {
  readonly #root: HTMLElement;
  readonly #host: Host;
  readonly #hint = element('p', 'hint', 'All concepts are hidden. Click one in the legend to show it.');
  readonly #status = new StatusLine();
  readonly #notice: Notice;
  readonly #distortionLegend = new DistortionLegend();
  readonly #mapView: MapView;
  readonly #bar: LiveLayoutBar;
  readonly #toolbar: Toolbar;
  readonly #legend: Legend;
  #state: ViewState;
  #map: ExplorerMap | undefined;
  #collection: CollectionState | undefined;
  #liveLayout: LiveLayoutInfo | undefined;
  #frame: LiveLayoutFrame | undefined;
  /** Where the images are in the frames; undefined where it has to be found anew. */
  #rows: Int32Array | undefined;
  /** What was drawn last. */
  #shown: ProjectionView | undefined;

  constructor(root: HTMLElement, host: Host) {
    this.#root = root;
    this.#host = host;
    this.#state = restoreState(host.loadState());
    this.#mapView = new MapView(host, {
      onOpen: (id, pin) => host.post({ type: 'openPrompt', id, pin }),
      onLook: (viewport) => this.#look({ viewport }),
      onRotate: (rotation) => this.#look({ rotation }),
    });
    this.#notice = new Notice((action, projection) => this.#run(action, projection));
    this.#bar = new LiveLayoutBar({
      onKeep: () => host.post({ type: 'stopLiveLayout' }),
      onChange: (parameters) => host.post({ type: 'changeLiveLayout', parameters }),
    });
    this.#mapView.element.append(this.#bar.element);
    this.#toolbar = new Toolbar({
      onProjection: (projection) => {
        this.#keep({ projection });
        this.draw();
      },
      onColourBy: (colourBy) => {
        this.#keep({ colourBy });
        this.draw();
      },
      onPictures: (pictures) => {
        this.#keep({ pictures });
        this.draw();
      },
      onZoom: (steps) => this.#mapView.zoomBy(steps),
      onReset: () => this.#mapView.reset(),
      onTool: (tool) => {
        this.#mapView.tool = tool;
      },
    });
    this.#legend = new Legend({
      onToggle: (concept) => {
        const { hiddenConcepts } = this.#state;
        const without = hiddenConcepts.filter((hidden) => hidden !== concept);
        this.#hide(without.length < hiddenConcepts.length ? without : [...hiddenConcepts, concept]);
      },
      onIsolate: (concept) => {
        const others = this.#map?.concepts.filter((other) => other !== concept) ?? [];
        const alone = others.every((other) => this.#state.hiddenConcepts.includes(other));
        this.#hide(alone ? [] : others);
      },
    });
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
        if (message.change.images !== undefined) this.#rows = undefined;
        if (message.show !== undefined) this.#keep({ projection: message.show });
        this.#showMap();
        break;
      }
      case 'state':
        this.#collection = message.state;
        if (this.#shown !== undefined) this.#notice.show(this.#collection, this.#shown);
        break;
      case 'prompt':
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
        this.#mapView.reveal(message.id);
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
    const { hidden, theme, colourBy } = scene;
    this.#toolbar.show(map.projections, projection, scene);
    this.#legend.show(map, hidden, theme);
    this.#distortionLegend.show(theme);
    this.#legend.element.hidden = colourBy === 'distortion';
    this.#distortionLegend.element.hidden = colourBy !== 'distortion';
    this.#status.show(projection, map.leftOut);
    this.#notice.show(this.#collection, projection);
    this.#hint.hidden = !map.concepts.every((concept) => hidden.has(concept));
    this.#bar.element.hidden = projection.liveLayout !== true;
    const viewport = this.#state.viewports[layoutOf(projection)];
    this.#mapView.show(scene, viewport, motion ?? (isOther ? 'switch' : 'none'));
  }

  /** For tests: where an image's point is in the window, and how large its picture, or null where it is not shown. */
  locate(id: string): Ringed | null {
    return this.#map === undefined ? null : this.#mapView.locate(id);
  }

  #scene(map: ExplorerMap, projection: ProjectionView): Scene {
    const colourBy = projection.distortion === undefined ? 'concept' : (this.#state.colourBy ?? 'concept');
    const rotation = this.#state.rotations?.[layoutOf(projection)] ?? unrotated;
    const hidden = new Set(this.#state.hiddenConcepts);
    const { pictures = 'auto' } = this.#state;
    return { map, projection, hidden, colourBy, pictures, rotation, theme: readTheme() };
  }

  /** A map begins to form. Who looks at a finished one goes on with it. */
  #form(liveLayout: LiveLayoutInfo): void {
    if (this.#liveLayout !== undefined && this.#liveLayout.name !== liveLayout.name) this.#formed();
    this.#liveLayout = liveLayout;
    this.#rows = undefined;
    this.#bar.begin(liveLayout);
    const map = this.#drawn();
    if (map === undefined) return;
    // Of an earlier run that was not finished.
    if (this.#frame === undefined) this.#keep(lookCarried(this.#state, liveLayout, undefined));
    const isPreview = this.#state.projection === 'preview' || this.#shown?.name === 'preview';
    if (isPreview) this.#keep({ projection: undefined });
    if (isPreview || this.#shown === undefined)
      this.#shown = map.projections.find(({ name }) => name === liveLayout.name);
    this.#showMap();
  }

  /** The map has come before this: it takes over as the forming one was looked at. */
  #formed(): void {
    const liveLayout = this.#liveLayout;
    const result = this.#map?.projections.find(({ name }) => name === liveLayout?.name);
    this.#liveLayout = undefined;
    this.#frame = undefined;
    this.#bar.end();
    if (liveLayout !== undefined) this.#keep(lookCarried(this.#state, liveLayout, result));
    if (this.#map !== undefined) this.draw('frame');
  }

  #advance(frame: LiveLayoutFrame): void {
    const isFirst = this.#frame === undefined;
    this.#frame = frame;
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
      const legends = [this.#legend.element, this.#distortionLegend.element];
      const main = element('div', 'stage', this.#mapView.element, this.#hint, ...legends);
      this.#root.replaceChildren(this.#toolbar.element, main, this.#notice.element, this.#status.element);
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
    const [map, liveLayout] = [this.#map, this.#liveLayout];
    if (map === undefined || liveLayout === undefined) return map;
    const named = (wanted: string | undefined): ProjectionView | undefined =>
      map.projections.find(({ name }) => name === wanted);
    const before = named(liveLayout.name) ?? named(this.#shown?.name);
    this.#rows ??= liveLayoutRows(liveLayout, map.images.ids);
    return includingLiveLayout(map, liveLayoutView(liveLayout, this.#frame, this.#rows, before));
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

  #hide(hiddenConcepts: readonly string[]): void {
    this.#keep({ hiddenConcepts });
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
