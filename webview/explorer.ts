import type { ExplorerMap, ProjectionView } from '../src/core/explore/map.ts';
import type { Viewport } from '../src/core/explore/viewport.ts';
import type { ToPage } from '../src/protocol/explorer.ts';
import { Legend } from './controls/legend.ts';
import { Toolbar } from './controls/toolbar.ts';
import { messageScreen } from './detail/message.ts';
import { StatusLine } from './detail/status-line.ts';
import { element } from './dom.ts';
import type { Host } from './host.ts';
import { MapView } from './scatter/map-view.ts';
import { readTheme } from './theme.ts';
import { restoreState, type ViewState } from './view-state.ts';

/** The page: holds the state, draws it, and tells the host what the user wants. */
export class Explorer {
  readonly #root: HTMLElement;
  readonly #host: Host;
  readonly #hint = element('p', 'hint', 'All concepts are hidden. Click one in the legend to show it.');
  readonly #status = new StatusLine();
  readonly #mapView: MapView;
  readonly #toolbar: Toolbar;
  readonly #legend: Legend;
  #state: ViewState;
  #map: ExplorerMap | undefined;

  constructor(root: HTMLElement, host: Host) {
    this.#root = root;
    this.#host = host;
    this.#state = restoreState(host.loadState());
    this.#mapView = new MapView({
      onOpen: (id, pin) => {
        host.post({ type: 'openPrompt', id, pin });
      },
      onLook: (viewport) => {
        this.#keepViewport(viewport);
      },
    });
    this.#toolbar = new Toolbar({
      onProjection: (projection) => {
        this.#keep({ projection });
        this.draw();
      },
      onZoom: (steps) => {
        this.#mapView.zoomBy(steps);
      },
      onReset: () => {
        this.#mapView.reset();
      },
      onBoxZoom: (on) => {
        this.#mapView.boxZoom = on;
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
      case 'map':
        // What is pointed at stays so when nothing changed.
        if (message.show === undefined && JSON.stringify(message.map) === JSON.stringify(this.#map)) break;
        this.#map = message.map;
        if (message.show !== undefined) this.#keep({ projection: message.show });
        this.#showMap();
        break;
      case 'empty':
        this.#showMessage(
          messageScreen(
            'No map yet',
            'Name some concepts, such as “cat, dog, tomato”, and their images become a map.',
            {
              label: 'Explore Concepts',
              run: () => {
                this.#host.post({ type: 'exploreConcepts' });
              },
            },
          ),
        );
        break;
      case 'problem':
        this.#showMessage(messageScreen('The map cannot be shown', message.message));
        break;
      case 'reveal':
        this.#mapView.reveal(message.id);
        break;
    }
  }

  /** Draws the map as the state says; also after the theme changed. */
  draw(): void {
    const [map, projection] = [this.#map, this.#projection()];
    if (map === undefined || projection === undefined) return;
    const theme = readTheme();
    const hidden = new Set(this.#state.hiddenConcepts);
    this.#toolbar.show(map.projections, projection.name);
    this.#legend.show(map, hidden, theme);
    this.#status.show(projection, map.leftOut);
    this.#hint.hidden = !map.concepts.every((concept) => hidden.has(concept));
    this.#mapView.show({ map, projection, hidden, theme }, this.#state.viewports[layoutOf(projection)]);
  }

  /** For tests: where an image's point is in the window, or null where it is not shown. */
  locate(id: string): { x: number; y: number } | null {
    return this.#map === undefined ? null : this.#mapView.locate(id);
  }

  #showMap(): void {
    if (!this.#mapView.element.isConnected) {
      const main = element('div', 'stage', this.#mapView.element, this.#hint, this.#legend.element);
      this.#root.replaceChildren(this.#toolbar.element, main, this.#status.element);
    }
    this.draw();
  }

  #showMessage(screen: HTMLElement): void {
    this.#map = undefined;
    this.#root.replaceChildren(screen);
  }

  #projection(): ProjectionView | undefined {
    const { projections = [] } = this.#map ?? {};
    return projections.find(({ name }) => name === this.#state.projection) ?? projections[0];
  }

  #hide(hiddenConcepts: readonly string[]): void {
    this.#keep({ hiddenConcepts });
    this.draw();
  }

  #keepViewport(viewport: Viewport | undefined): void {
    const [map, shown] = [this.#map, this.#projection()];
    if (map === undefined || shown === undefined) return;
    // Those of maps that have been replaced are dropped on the way.
    const kept = map.projections.flatMap((projection) => {
      const view = projection === shown ? viewport : this.#state.viewports[layoutOf(projection)];
      return view === undefined ? [] : [[layoutOf(projection), view] as const];
    });
    this.#keep({ viewports: Object.fromEntries(kept) });
  }

  #keep(change: Partial<ViewState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.saveState(this.#state);
  }
}

/** Names a layout: computed anew, the same map has other coordinates, over which an old viewport means nothing. */
function layoutOf({ name, createdAt }: ProjectionView): string {
  return `${name} ${createdAt}`;
}
