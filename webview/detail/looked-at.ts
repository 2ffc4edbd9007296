import type { Colouring } from '../../src/core/explore/colouring.ts';
import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import type { ImageMarksListener } from '../curate/image-marks.ts';
import { allTags } from '../curate/tagged-images.ts';
import type { Host } from '../host.ts';
import { ImagePanel, type ImageLook } from './image-panel.ts';
import { Visited } from './visited.ts';

export interface LookedAtListener {
  /** An image is to be marked on the map. */
  onMark(id: string): void;
  onUnmark(): void;
  /** Whether the panel beside the map is wanted. */
  onWanted(isWanted: boolean): void;
}

/** What is drawn: the panel shows images in its colours. */
export interface Drawn {
  readonly map: ExplorerMap;
  readonly projection: ProjectionView;
  readonly colouring: Colouring;
  /** 1 for each image that is hidden. */
  readonly hidden: Uint8Array | undefined;
  /** 1 for each image that was found; undefined while nobody looks at any. */
  readonly found: Uint8Array | undefined;
}

/** The image that was clicked, and those before: what is shown of it beside the map, as long as that is wanted. */
export class LookedAt {
  readonly #host: Host;
  readonly #listener: LookedAtListener;
  readonly #panel: ImagePanel;
  readonly #visited = new Visited();
  #drawn: Drawn | undefined;
  #isWanted = true;

  constructor(host: Host, listener: LookedAtListener) {
    this.#host = host;
    this.#listener = listener;
    this.#panel = new ImagePanel(
      host.actions,
      {
        onOpenPrompt: (id) => host.post({ type: 'openPrompt', id, pin: false }),
        onAct: (action, id) => host.post({ type: 'act', action, id }),
        onVisit: (id) => this.visit(id),
        onGo: (steps) => this.go(steps),
        onClose: () => this.close(),
      },
      host.canCurate ? marksListener(host) : undefined,
    );
  }

  get element(): HTMLElement {
    return this.#panel.element;
  }

  /** The map or its colours are others by now; so may be what is known of the image. */
  show(drawn: Drawn, isWanted: boolean): void {
    const isOther = this.#drawn?.map.images !== drawn.map.images;
    this.#drawn = drawn;
    this.#isWanted = isWanted;
    if (isOther && this.#visited.current !== undefined) this.#tell(this.#visited.current);
  }

  /** Looks at an image from now on. */
  visit(id: string): void {
    this.#visited.visit(id);
    this.#look(id);
  }

  /** @param steps Negative ones go back through what was looked at. */
  go(steps: number): void {
    const id = this.#visited.go(steps);
    if (id !== undefined) this.#look(id);
  }

  /** Closes the panel, or shows it again. */
  toggle(): void {
    if (!this.element.hidden) {
      this.close();
      return;
    }
    this.#setWanted(true);
    const { current } = this.#visited;
    if (current === undefined) this.#panel.invite();
    else this.#look(current);
  }

  close(): void {
    this.#setWanted(false);
    this.#panel.hide();
    this.#listener.onUnmark();
  }

  #setWanted(isWanted: boolean): void {
    this.#isWanted = isWanted;
    this.#listener.onWanted(isWanted);
  }

  #look(id: string): void {
    if (this.#isWanted) this.#tell(id);
    // The panel takes room from the map: what is marked is brought into what is left.
    this.#listener.onMark(id);
  }

  #tell(id: string): void {
    const drawn = this.#drawn;
    if (drawn === undefined || !this.#isWanted) return;
    const { map, projection } = drawn;
    const row = map.images.ids.indexOf(id);
    const { canGoBack: back, canGoForward: forward } = this.#visited;
    this.#panel.begin(id, this.#lookOf(id) ?? { colour: 'transparent', thumbnail: undefined }, {
      back,
      forward,
    });
    if (row === -1) {
      this.#panel.tell(id, null, () => undefined);
      return;
    }
    void this.#host
      .details(map, row, projection.name)
      .then((details) => this.#panel.tell(id, details, (other) => this.#lookOf(other), allTags(map)));
    void this.#host.picture(map, row).then((bytes) => this.#panel.showPicture(id, bytes));
  }

  #lookOf(id: string): ImageLook | undefined {
    const { map, colouring } = this.#drawn ?? {};
    const row = map?.images.ids.indexOf(id) ?? -1;
    if (map === undefined || colouring === undefined || row === -1) return undefined;
    return { colour: colouring.markOf(row).colour, thumbnail: this.#host.thumbnail(map, row) };
  }
}

function marksListener(host: Host): ImageMarksListener {
  return {
    onTags: (id, { add, remove }) => host.post({ type: 'tag', ids: [id], add, remove }),
    onRate: (id, rating) => host.post({ type: 'tag', ids: [id], add: [], remove: [], rating }),
  };
}
