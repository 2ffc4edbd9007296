import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { succeeds, until } from './until.ts';
import type { Workbench } from './workbench.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

interface Hook {
  ids?(): readonly string[];
  locate(id: string): Mark | null;
  locateBeside?(id: string): Mark | null;
}

/** A point, or the picture that is drawn in its place. */
interface Mark extends Place {
  readonly width?: number;
  readonly height?: number;
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

  /** Opens the map in a window without editors, as it is when nobody has touched it, and shows one of its layouts. */
  async open(projection = 'umap'): Promise<void> {
    await this.#workbench.pressUntil('Control+Alt+o', this.projectionButton(projection));
    await this.show(projection);
  }

  /** Shows one of the layouts. */
  async show(projection: string): Promise<void> {
    const button = this.projectionButton(projection);
    await button.click();
    await until(`${projection} is shown`, async () => (await button.getAttribute('aria-checked')) === 'true');
  }

  get card(): Locator {
    return this.find('#hover-card');
  }

  /** The picture in the hover card, as it is on the screen. */
  async thumbnail(): Promise<Buffer> {
    const image = this.card.locator('img');
    const loaded = (): Promise<boolean> =>
      image.evaluate((element: HTMLImageElement) => element.complete && element.naturalWidth > 0);
    await until('the thumbnail is loaded', loaded);
    return await image.screenshot();
  }

  legendEntry(concept: string): Locator {
    return this.find(`[data-concept="${concept}"]`);
  }

  projectionButton(name: string): Locator {
    return this.find(`[data-projection="${name}"]`);
  }

  /** Where the points of images are, in pixels of the whole window; null for those that are not shown. */
  async places(ids: readonly string[]): Promise<(Place | null)[]> {
    return (await this.marks(ids)).map((mark) => mark && { x: mark.x, y: mark.y });
  }

  /** The same, with the sizes of those that are drawn as pictures. */
  async marks(ids: readonly string[]): Promise<(Mark | null)[]> {
    const inside = await this.find('body').evaluate(async (_body, wanted) => {
      // Two frames later, whatever moves has moved; a page that is not drawn has none.
      await Promise.race([
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(resolve));
        }),
        new Promise<void>((resolve) => {
          setTimeout(resolve, 1000);
        }),
      ]);
      const { lexiclipExplorer } = globalThis as { lexiclipExplorer?: Hook };
      return wanted.map((id) => lexiclipExplorer?.locate(id) ?? null);
    }, ids);
    const frame = await this.#page.locator('iframe.webview.ready').boundingBox();
    return inside.map((place) => place && frame && { ...place, x: frame.x + place.x, y: frame.y + place.y });
  }

  /** Those of these images that are drawn as pictures. */
  async pictured(ids: readonly string[]): Promise<readonly string[]> {
    const marks = await this.marks(ids);
    return ids.filter((_, at) => marks[at]?.width !== undefined);
  }

  /** The same, once there are so many. */
  async picturedOnce(least: number, ids: readonly string[]): Promise<readonly string[]> {
    let found: readonly string[] = [];
    await until(`${least} images are pictures`, async () => {
      found = await this.pictured(ids);
      return found.length >= least;
    });
    return found;
  }

  /** Moves the pointer away, so that no card is over the map. */
  async pointAway(): Promise<void> {
    await this.#page.mouse.move(2, 2);
    await this.card.waitFor({ state: 'hidden' });
  }

  /** Where the point of an image is on the second map; null where there is none. */
  async locateBeside(id: string): Promise<Place | null> {
    const at = await this.find('body').evaluate(
      (_body, wanted) =>
        (globalThis as { lexiclipExplorer?: Hook }).lexiclipExplorer?.locateBeside?.(wanted) ?? null,
      id,
    );
    const frame = await this.#page.locator('iframe.webview.ready').boundingBox();
    return at && frame && { x: frame.x + at.x, y: frame.y + at.y };
  }

  async locate(id: string): Promise<Place | null> {
    return (await this.places([id]))[0] ?? null;
  }

  /** Whether all these images are inside the part of the map that shows. */
  async areInView(ids: readonly string[]): Promise<boolean> {
    const map = await this.find('.map-surface').boundingBox();
    if (!map) return false;
    return (await this.places(ids)).every(
      (at) => at && at.x > map.x && at.x < map.x + map.width && at.y > map.y && at.y < map.y + map.height,
    );
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

  /** The colour of the map where no point is: in its corner. */
  async background(): Promise<string> {
    const map = await this.find('.map-surface').boundingBox();
    return await this.colourAt({ x: (map?.x ?? NaN) + 4, y: (map?.y ?? NaN) + 4 });
  }

  /** What the window shows in a rectangle around a place. */
  async screen({ x, y }: Place, width: number, height: number): Promise<Buffer> {
    const clip = { x: x - width / 2, y: y - height / 2, width, height };
    return this.#page.screenshot({ clip });
  }

  /** The map as a picture. */
  async picture(): Promise<string> {
    return (await this.find('.map-surface').screenshot()).toString('base64');
  }

  /** Waits until the points of images are shown and stand still, and answers where. */
  async allSettled(ids: readonly string[]): Promise<readonly Place[]> {
    let seen: (Place | null)[] = [];
    const still = async (): Promise<boolean> => {
      const before = JSON.stringify(seen);
      seen = await this.places(ids);
      return seen.every((place) => place !== null) && JSON.stringify(seen) === before;
    };
    await until(`the map shows ${ids.join(', ')}`, still);
    return seen.flatMap((place) => place ?? []);
  }

  async settled(id: string): Promise<Place> {
    const [place = { x: NaN, y: NaN }] = await this.allSettled([id]);
    return place;
  }

  /** That one of some images which is farthest from every other of the map, and under no cluster's name: nothing else can be hit in its place. */
  async mostSolitary(some: readonly string[]): Promise<string> {
    const here = await this.allSettled(some);
    const ids = await this.find('body').evaluate(
      () => (globalThis as { lexiclipExplorer?: Hook }).lexiclipExplorer?.ids?.() ?? [],
    );
    const places = await this.places(ids);
    const names = await this.#names();
    const isNamed = (at: Place): boolean =>
      names.some(({ x, y, width, height }) => at.x > x && at.y > y && at.x < x + width && at.y < y + height);
    const solitude = (id: string, at: Place): number =>
      isNamed(at)
        ? 0
        : Math.min(
            ...places.map((place, other) =>
              place === null || ids[other] === id ? Infinity : Math.hypot(place.x - at.x, place.y - at.y),
            ),
          );
    const [best] = some
      .map((id, at) => ({ id, solitude: solitude(id, here[at] ?? { x: NaN, y: NaN }) }))
      .sort((one, other) => other.solitude - one.solitude);
    if (best === undefined) throw new Error('There are no images');
    return best.id;
  }

  /** Where the names of clusters are, in pixels of the whole window. */
  async #names(): Promise<readonly Required<Mark>[]> {
    const inside = await this.find('.label, .label-face').evaluateAll((names) =>
      names.map((name) => {
        const box = (name as unknown as { getBoundingClientRect(): Required<Mark> }).getBoundingClientRect();
        return { x: box.x, y: box.y, width: box.width, height: box.height };
      }),
    );
    const frame = await this.#page.locator('iframe.webview.ready').boundingBox();
    const { x, y } = frame ?? { x: NaN, y: NaN };
    return inside.map((box) => ({ ...box, x: x + box.x, y: y + box.y }));
  }

  /** Moves the pointer to the point of an image until its card shows, from beside it: a pointer that is there already does not move. */
  async hover(id: string): Promise<Place> {
    let at = await this.settled(id);
    const card = this.find(`#hover-card[data-id="${id}"]`);
    await until(`the card of ${id} shows`, async () => {
      at = await this.settled(id);
      await this.#page.mouse.move(at.x + 60, at.y + 60);
      await this.#page.mouse.move(at.x, at.y, { steps: 5 });
      return await succeeds(card.waitFor({ timeout: 5000 }));
    });
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
