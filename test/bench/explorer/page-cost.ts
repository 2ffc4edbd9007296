import type { CDPSession, Page } from 'playwright-core';

/** What the page's main thread has spent, in its own processor time: other work of the machine does not count. */
export class PageCost {
  readonly #session: CDPSession;
  readonly #page: Page;

  private constructor(page: Page, session: CDPSession) {
    [this.#page, this.#session] = [page, session];
  }

  static async of(page: Page): Promise<PageCost> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new PageCost(page, session);
  }

  /** Milliseconds of the main thread from before something is done until it has been painted. */
  async by(work: () => Promise<unknown>): Promise<number> {
    const before = await this.#spent();
    await work();
    await painted(this.#page);
    return (await this.#spent()) - before;
  }

  /** Megabytes (10^6) of JavaScript's objects, the arrays' contents and the document's, after what is garbage is gone. */
  async heapMb(): Promise<number> {
    await this.#session.send('HeapProfiler.collectGarbage');
    const usage: Readonly<Record<string, number>> = await this.#session.send('Runtime.getHeapUsage');
    const { usedSize = 0, embedderHeapUsedSize = 0, backingStorageSize = 0 } = usage;
    return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1e6;
  }

  async #spent(): Promise<number> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  }
}

/** Until what was done before stands on the screen: a frame is painted after its callbacks. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}
