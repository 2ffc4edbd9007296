import type { ExplorerMap } from '../../src/core/explore/map.ts';
import type { Host } from '../host.ts';
import { onRatingKeys } from './rating-keys.ts';
import { TagBox } from './tag-box.ts';

/** What the keys are about. */
interface Curated {
  /** The images: those that are selected, or the one that has the focus. */
  readonly ids: () => readonly string[];
  readonly map: () => ExplorerMap | undefined;
}

/** Tags and ratings from the keyboard, of what is selected or has the focus, wherever in the page. */
export class Curating {
  readonly #box: TagBox;

  constructor(root: HTMLElement, host: Host, { ids, map }: Curated) {
    this.#box = new TagBox((of, { add, remove }) => host.post({ type: 'tag', ids: of, add, remove }));
    if (!host.canCurate) return;
    onRatingKeys(root, {
      onRate: (rating) => {
        const of = ids();
        if (of.length > 0) host.post({ type: 'tag', ids: of, add: [], remove: [], rating });
      },
      onTag: () => {
        const [of, now] = [ids(), map()];
        if (of.length > 0 && now !== undefined) this.#box.open(of, now);
      },
    });
  }

  get element(): HTMLElement {
    return this.#box.element;
  }

  /** The map is another by now. */
  show(map: ExplorerMap): void {
    this.#box.show(map);
  }
}
