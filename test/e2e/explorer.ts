import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { expect } from 'vitest';
import type { Workbench } from './workbench.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

interface Hook {
  locate(id: string): Place | null;
}

/** The explorer's page inside its webview, and the pointer above it. */
export class Explorer {
  readonly #workbench: Workbench;
  readonly #page: Page;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
    this.#page = workbench.page;
  }

  find(selector: string): Locator {
    return this.#workbench.webview.locator(selector);
  }

  get card(): Locator {
    return this.find('#hover-card');
  }

  /** The picture in the hover card, as it is on the screen. */
  async thumbnail(): Promise<Buffer> {
    const image = this.card.locator('img');
    const loaded = (): Promise<boolean> =>
      image.evaluate((element: HTMLImageElement) => element.complete && element.naturalWidth > 0);
    await expect.poll(loaded, { message: 'the thumbnail is loaded' }).toBe(true);
    return await image.screenshot();
  }

  legendEntry(concept: string): Locator {
    return this.find(`[data-concept="${concept}"]`);
  }

  projectionButton(name: string): Locator {
    return this.find(`[data-projection="${name}"]`);
  }

  /** Where the point of an image is, in pixels of the whole window; null where it is not shown. */
  async locate(id: string): Promise<Place | null> {
    const inside = await this.find('body').evaluate((_body, wanted) => {
      const { lexiclipExplorer } = globalThis as { lexiclipExplorer?: Hook };
      return lexiclipExplorer?.locate(wanted) ?? null;
    }, id);
    const frame = await this.#page.locator('iframe.webview.ready').boundingBox();
    return inside && frame && { x: frame.x + inside.x, y: frame.y + inside.y };
  }

  /** Whether the point of an image is inside the part of the map that shows. */
  async isInView(id: string): Promise<boolean> {
    const at = await this.locate(id);
    const map = await this.find('.map-surface').boundingBox();
    if (!at || !map) return false;
    return at.x > map.x && at.x < map.x + map.width && at.y > map.y && at.y < map.y + map.height;
  }

  /** The colour that the window has at a place: red, green, blue. */
  async colourAt({ x, y }: Place): Promise<string> {
    const picture = await this.#page.screenshot({ clip: { x: x - 1, y: y - 1, width: 3, height: 3 } });
    const { data } = await sharp(picture)
      .removeAlpha()
      .resize(1, 1)
      .raw()
      .toBuffer({ resolveWithObject: true });
    return data.join(' ');
  }

  /** Waits until the point of an image is shown and stands still, and answers where. */
  async settled(id: string, timeout = 10_000): Promise<Place> {
    const seen: (Place | null)[] = [];
    const still = async (): Promise<boolean> => {
      seen.push(await this.locate(id));
      const [before, now] = seen.slice(-2);
      return Boolean(now) && before?.x === now?.x && before?.y === now?.y;
    };
    await expect.poll(still, { timeout, message: `the map shows ${id}` }).toBe(true);
    return seen.at(-1) ?? { x: NaN, y: NaN };
  }

  /** That one of `ids` which is farthest from every other: nothing else can be hit in its place. */
  async mostSolitary(ids: readonly string[]): Promise<string> {
    const places = new Map<string, Place>();
    for (const id of ids) places.set(id, (await this.locate(id)) ?? { x: NaN, y: NaN });
    const solitude = (id: string): number => {
      const here = places.get(id);
      const others = [...places].filter(([other]) => other !== id).map(([, place]) => place);
      return here ? Math.min(...others.map((place) => Math.hypot(place.x - here.x, place.y - here.y))) : 0;
    };
    const [best] = [...ids].sort((a, b) => solitude(b) - solitude(a));
    if (best === undefined) throw new Error('There are no images');
    return best;
  }

  /** Moves the pointer to the point of an image, from beside it: a pointer that is there already does not move. */
  async hover(id: string): Promise<Place> {
    const at = await this.settled(id);
    await this.#page.mouse.move(at.x + 60, at.y + 60);
    await this.#page.mouse.move(at.x, at.y, { steps: 5 });
    return at;
  }

  async click(id: string): Promise<void> {
    const { x, y } = await this.hover(id);
    await this.#page.mouse.click(x, y);
  }

  async doubleClick(id: string): Promise<void> {
    const { x, y } = await this.hover(id);
    await this.#page.mouse.dblclick(x, y);
  }
}
