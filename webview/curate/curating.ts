import type { ExplorerMap } from '../../src/core/explore/map.ts';
import { element, isModal } from '../dom.ts';
import type { Host } from '../host.ts';
import { onCurateKeys } from '../keys/page-keys.ts';
import { ratingText } from './rated-images.ts';
import { TagBox } from './tag-box.ts';

/** What the keys are about. */
interface Curated {
  /** The images: those that are selected, or the one that has the focus. */
  readonly ids: () => readonly string[];
  readonly map: () => ExplorerMap | undefined;
}

/** Tags and ratings from the keyboard, of what is selected or has the focus, wherever in the page. */
export class Curating {
  /** Says how what was rated last is rated now: the stars may be out of sight. */
  readonly live = element('div', 'visually-hidden');
  readonly #box: TagBox;
  #rated: { readonly ids: readonly string[]; readonly said: string } | undefined;

  constructor(root: HTMLElement, host: Host, { ids, map }: Curated) {
    this.#box = new TagBox((of, { add, remove }) => host.post({ type: 'tag', ids: of, add, remove }));
    if (!host.canCurate) return;
    const rate = (rating: number): void => {
      const of = ids();
      if (of.length === 0) return;
      const now = map();
      this.#rated = { ids: of, said: now === undefined ? '' : ratingText(now, of) };
      host.post({ type: 'tag', ids: of, add: [], remove: [], rating });
    };
    this.live.role = 'status';
    onCurateKeys(root, {
      rate: ({ key }) => rate(Number(key)),
      unrate: () => rate(0),
      tag: () => {
        const [of, now] = [ids(), map()];
        if (isModal()) return false;
        if (of.length > 0 && now !== undefined) this.#box.open(of, now);
        return true;
      },
    });
  }

  get element(): HTMLElement {
    return this.#box.element;
  }

  /** The map is another by now. */
  show(map: ExplorerMap): void {
    this.#box.show(map);
    if (this.#rated === undefined) return;
    const { ids, said } = this.#rated;
    const text = ratingText(map, ids);
    if (text === said) return;
    this.#rated = { ids, said: text };
    this.live.textContent = text;
  }
}
