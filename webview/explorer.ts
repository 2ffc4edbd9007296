import { changedMap, isSameMap } from '../src/core/explore/changes.ts';
import type { LiveLayoutFrame } from '../src/core/explore/live-layout.ts';
import type { ExplorerMap, LiveLayoutInfo, ProjectionView } from '../src/core/explore/map.ts';
import type { CollectionState, NextStep } from '../src/core/explore/state.ts';
import type { MapPictureWish, ToPage } from '../src/protocol/explorer.ts';
import { unpackHits } from '../src/protocol/hits-message.ts';
import { problemScreen } from './detail/problem.ts';
import { stateScreen } from './detail/state.ts';
import { copyImage } from './exchange/copy-image.ts';
import { postMapPicture } from './exchange/map-picture.ts';
import type { Host } from './host.ts';
import { LiveLayout } from './live-layout.ts';
import { Parts } from './parts.ts';
import type { Motion } from './scatter/glide.ts';
import type { Ringed } from './scatter/rings.ts';
import { Scenes, type Scene } from './scatter/scene.ts';
import { layoutOf, lookCarried, lookKept, restoreState, type Look, type ViewState } from './view-state.ts';

/** The page: holds the state, draws it, and tells the host what the user wants. */
export class Explorer {
  readonly #root: HTMLElement;
  readonly #host: Host;
  readonly #parts: Parts;
  /** The image to point out once what was found is not looked at any more: drawing would end that. */
  #afterHits: string | undefined;
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
    this.#parts = new Parts(root, host, {
      map: () => this.#map,
      shown: () => this.#shown,
      scene: () => this.#currentScene(),
      state: () => this.#state,
      change: (change) => this.#change(change),
      keep: (change) => this.#keep(change),
      draw: () => this.draw(),
      look: (look, projection) => this.#look(look, projection),
      open: (id, pin) => this.#open(id, pin),
      reveal: (id) => this.#reveal(id),
      revealAfterHits: (id) => {
        this.#afterHits = id;
      },
      run: (action, projection) => this.#run(action, projection),
    });
    if (this.#state.mapForm !== undefined) this.#parts.mapForm.restore(this.#state.mapForm);
  }

  receive(message: ToPage): void {
    switch (message.type) {
      case 'map': {
        const before = this.#map;
        this.#map = changedMap(before, message.change);
        this.#parts.twoMaps.changed(before, this.#map);
        void this.#parts.table.changed();
        this.#parts.mapForm.follow(this.#map);
        // What is pointed at stays so when nothing changed but a prompt.
        if (message.show === undefined && isSameMap(before, this.#map)) {
          this.#parts.mapView.askPrompt();
          this.#parts.gallery.promptsChanged();
          break;
        }
        if (message.change.images !== undefined) this.#liveLayout.imagesChanged();
        if (message.show !== undefined) this.#keep({ projection: message.show });
        this.#showMap();
        break;
      }
      case 'state':
        this.#collection = message.state;
        if (this.#shown !== undefined) this.#parts.notice.show(this.#collection, this.#shown);
        break;
      case 'work':
        this.#parts.work.show(message.work);
        break;
      case 'compare':
        void this.#parts.table.open(message.ids);
        break;
      case 'compareMaps':
        this.#change({
          beside: message.beside,
          colourBy: message.colourBy ?? this.#state.colourBy,
        });
        break;
      case 'prompt':
      case 'compared':
      case 'details':
      case 'picture':
        break;
      case 'active':
        this.#parts.lookedAt.visit(message.id);
        break;
      case 'empty':
        this.#showMessage(
          stateScreen(this.#collection, {
            onExplore: () => this.#host.post({ type: 'exploreConcepts' }),
            onRun: (action) => this.#run(action),
          }),
        );
        break;
      case 'problem':
        this.#showMessage(
          problemScreen(message.message, message.ways, (way) => this.#host.post({ type: 'fileWay', way })),
        );
        break;
      case 'go':
        if (this.#map === undefined) this.#root.querySelector('button')?.focus();
        else this.#parts.goTo(message.to);
        break;
      case 'reveal':
        this.#reveal(message.id);
        break;
      case 'showOnly': {
        const others = this.#map?.concepts.filter((concept) => !message.concepts.includes(concept)) ?? [];
        this.#change({ hidden: { concept: others } });
        break;
      }
      case 'copyImage':
        void copyImage(this.#host, this.#map, message.id);
        break;
      case 'select':
        this.#parts.selecting.adopt(message.ids);
        break;
      case 'hits':
        this.#parts.selecting.picked.hits =
          message.hits === null ? undefined : unpackHits(message.hits, this.#map?.images.ids ?? []);
        this.draw();
        if (this.#afterHits !== undefined) this.#reveal(this.#afterHits);
        this.#afterHits = undefined;
        break;
      case 'findings':
        this.#parts.findings.receive(message.findings);
        break;
      case 'searched':
        this.#parts.search.searched(message.number, message.outcome);
        break;
      case 'searchFor':
        this.#parts.search.searchFor(message.query, message.mode);
        break;
      case 'mapForm':
        if (message.start === null) this.#parts.mapForm.close();
        else this.#parts.mapForm.open(message.start);
        break;
      case 'mapPreview':
        this.#parts.mapForm.showPreview(message.number, message.preview);
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
    const projection = this.#parts.twoMaps.withMoved(map, chosen, this.#state);
    const before = this.#shown;
    this.#shown = projection;
    const isOther = before !== undefined && layoutOf(before) !== layoutOf(projection);
    const scene = this.#scene(map, projection);
    this.#parts.show(scene, this.#state, this.#collection, motion ?? (isOther ? 'switch' : 'none'));
    this.#showBeside(map, projection, motion ?? 'none');
  }

  /** Points an image out; where it cannot be seen, says why, and what would show it. */
  #reveal(id: string): void {
    this.#parts.unseen.clear();
    const scene = this.#currentScene();
    if (!this.#parts.mapView.reveal(id) && scene !== undefined) this.#parts.unseen.tell(id, scene);
  }

  /** For tests: all images of the map. */
  ids(): readonly string[] {
    return this.#map?.images.ids ?? [];
  }

  /** For tests: where an image's point is in the window, and how large its picture, or null where it is not shown. */
  locate(id: string): Ringed | null {
    return this.#map === undefined ? null : this.#parts.mapView.locate(id);
  }

  /** The same on the map beside it. */
  locateBeside(id: string): Ringed | null {
    return this.#map === undefined ? null : this.#parts.twoMaps.locate(id);
  }

  async #answerPicture(wish: MapPictureWish): Promise<void> {
    const [map, shown] = [this.#drawn(), this.#shown];
    if (map === undefined || shown === undefined) this.#host.post({ type: 'mapPicture', bytes: null });
    else
      await postMapPicture(
        { scene: this.#scene(map, shown), view: this.#parts.mapView.view },
        wish,
        this.#host,
      );
  }

  #scene(map: ExplorerMap, projection: ProjectionView): Scene {
    return this.#scenes.make(map, projection, this.#state, this.#parts.selecting.picked);
  }

  /** A map begins to form. Who looks at a finished one goes on with it. */
  #form(liveLayout: LiveLayoutInfo): void {
    const { info } = this.#liveLayout;
    if (info !== undefined && info.name !== liveLayout.name) this.#formed();
    this.#liveLayout.begin(liveLayout);
    this.#parts.bar.begin(liveLayout);
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
    this.#parts.bar.end();
    if (info !== undefined) this.#keep(lookCarried(this.#state, info, result));
    if (this.#map !== undefined) this.draw('frame');
  }

  #advance(frame: LiveLayoutFrame): void {
    const isFirst = !this.#liveLayout.hasFrame;
    this.#liveLayout.advance(frame);
    this.#parts.bar.advance(frame);
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
    this.#parts.mapView.show(this.#scene(map, projection), viewport, 'frame');
  }

  #showBeside(map: ExplorerMap, first: ProjectionView, motion: Motion): void {
    const [state, { picked }] = [this.#state, this.#parts.selecting];
    this.#parts.twoMaps.show({ map, first, state, picked }, motion);
    this.#parts.table.follow(map, first);
    this.#parts.toolbar.showTwoMaps(this.#parts.twoMaps.isOffered, this.#parts.twoMaps.isOpen);
  }

  #showMap(): void {
    if (!this.#parts.mapView.element.isConnected) {
      this.#root.replaceChildren(...this.#parts.elements);
    }
    this.draw();
  }

  #showMessage(screen: HTMLElement): void {
    this.#map = undefined;
    this.#shown = undefined;
    this.#root.replaceChildren(screen, this.#parts.work.element);
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

  #currentScene(): Scene | undefined {
    const map = this.#drawn();
    return map && this.#shown && this.#scene(map, this.#shown);
  }

  #change(change: Partial<ViewState>): void {
    this.#parts.selecting.undoably(() => this.#keep(change));
    this.draw();
  }

  /** As a click on the map does: the prompt opens, and the image stands beside the map. */
  #open(id: string, pin: boolean): void {
    this.#host.post({ type: 'openPrompt', id, pin });
    this.#parts.lookedAt.visit(id);
  }

  #look(look: Look, shown = this.#shown): void {
    this.#parts.gallery.viewMoved();
    const map = this.#drawn();
    if (map === undefined || shown === undefined) return;
    const movement = Object.keys(look).join();
    this.#parts.selecting.undoably(
      () => this.#keep(lookKept(this.#state, map.projections, shown, look)),
      movement,
    );
    this.#parts.toolbar.showHistory(this.#parts.selecting);
  }

  #keep(change: Partial<ViewState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.saveState(this.#state);
  }
}
