import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Workbench } from './workbench.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The page's hook for tests. */
interface ExplorerHook {
  readonly ready: boolean;
  /** Where an image's point is, in client pixels of the page; null where it is not drawn. */
  locate(id: string): Place | null;
}

declare global {
  var lexiclipExplorer: ExplorerHook | undefined;
}

/** The explorer's page inside its webview. */
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

  async waitForMap(timeout: number): Promise<void> {
    await this.find('body').waitFor({ timeout });
    await expect
      .poll(() => this.find('body').evaluate(() => globalThis.lexiclipExplorer?.ready ?? false), { timeout })
      .toBe(true);
  }

  /** Where the point of an image is, in client pixels of the whole window; null where it is not drawn. */
  async locate(id: string): Promise<Place | null> {
    const inside = await this.find('body').evaluate(
      (_body, wanted) => globalThis.lexiclipExplorer?.locate(wanted) ?? null,
      id,
    );
    const frame = await this.#page.locator('iframe.webview.ready').boundingBox();
    return inside && frame && { x: frame.x + inside.x, y: frame.y + inside.y };
  }

  /** Waits until the point of an image stands still, and answers where. */
  async settled(id: string): Promise<Place> {
    let before: Place | null = null;
    let now = await this.locate(id);
    await expect
      .poll(async () => {
        before = now;
        now = await this.locate(id);
        return now !== null && before?.x === now.x && before.y === now.y;
      })
      .toBe(true);
    if (now === null) throw new Error(`${id} is not on the map`);
    return now;
  }

  /** The image whose point is farthest from any other: nothing can be hit in its place. */
  async mostSolitary(ids: readonly string[], all: readonly string[]): Promise<string> {
    const places = new Map<string, Place>();
    for (const id of all) places.set(id, await this.settled(id));
    const distance = (id: string): number => {
      const here = places.get(id);
      const others = [...places].filter(([other]) => other !== id).map(([, place]) => place);
      return here ? Math.min(...others.map((place) => Math.hypot(place.x - here.x, place.y - here.y))) : 0;
    };
    const [best] = [...ids].sort((a, b) => distance(b) - distance(a));
    if (best === undefined) throw new Error('There are no images');
    return best;
  }

  async hover(id: string): Promise<void> {
    const { x, y } = await this.settled(id);
    // From beside it: a pointer that is there already does not move.
    await this.#page.mouse.move(x - 40, y - 40);
    await this.#page.mouse.move(x, y, { steps: 5 });
  }

  async click(id: string): Promise<void> {
    await this.hover(id);
    const { x, y } = await this.settled(id);
    await this.#page.mouse.click(x, y);
  }

  async doubleClick(id: string): Promise<void> {
    await this.hover(id);
    const { x, y } = await this.settled(id);
    await this.#page.mouse.dblclick(x, y);
  }
}
