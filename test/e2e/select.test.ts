import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { promptPath } from '../../src/core/collection/paths.ts';
import { violations } from './accessible.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer, type Place } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { until } from './until.ts';

const concepts = ['cat', 'dog', 'tomato'];

/* Images are picked out on the map, in the legend and in the sidebar. */
describe('the selection in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let ids: readonly string[] = [];
  let idsOf: Readonly<Record<string, readonly string[]>> = {};

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(concepts, (workspaceFrom) =>
      openSession({ settings: offline, workspaceFrom, viewport: { width: 1600, height: 900 } }),
    );
    await session.workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    explorer = new Explorer(session.workbench);
    const files = concepts.map(async (concept) => {
      const file = await session.collectionFile(`concepts/${concept}/concept.json`);
      return [concept, (file as { images: string[] }).images] as const;
    });
    idsOf = Object.fromEntries(await Promise.all(files));
    ids = Object.values(idsOf).flat();
    return () => session.close();
  });

  eachTestStartsAnew(() => session);
  beforeEach(async () => {
    await explorer.open();
    await map().focus();
    await untilSaid('Escape', /^$/);
  });

  const map = (): ReturnType<Explorer['find']> => explorer.find('.map-surface');
  const status = (): Promise<string | null> => explorer.find('.status-selection').textContent();
  const bar = (name: string | RegExp): ReturnType<Explorer['find']> =>
    explorer.find('.selection-bar').getByRole('button', { name });
  const press = (keys: string): Promise<void> => session.workbench.page.keyboard.press(keys);
  const clipboard = (): Promise<string> =>
    session.workbench.page.evaluate<string>('navigator.clipboard.readText()');

  /** Presses keys, again where that was not enough, until this is said. */
  async function untilSaid(keys: string, text: RegExp): Promise<void> {
    await until(`${keys} leads to ${text}`, async () => {
      if (text.test((await status()) ?? '')) return true;
      await press(keys);
      return text.test((await status()) ?? '');
    });
  }

  /** Places that a line around those of some images goes through, and no other image inside: or undefined. */
  async function around(
    some: readonly string[],
  ): Promise<{ from: Place; to: Place; inside: readonly string[] }> {
    const places = await explorer.allSettled(ids);
    const own = some.flatMap((id) => places[ids.indexOf(id)] ?? []);
    const [xs, ys] = [own.map(({ x }) => x), own.map(({ y }) => y)];
    const from = { x: Math.min(...xs) - 6, y: Math.min(...ys) - 6 };
    const to = { x: Math.max(...xs) + 6, y: Math.max(...ys) + 6 };
    const inside = ids.filter((_, at) => {
      const { x, y } = places[at] ?? { x: NaN, y: NaN };
      return x > from.x && x < to.x && y > from.y && y < to.y;
    });
    return { from, to, inside };
  }

  async function drag(line: readonly Place[]): Promise<void> {
    const { mouse } = session.workbench.page;
    const [start = { x: NaN, y: NaN }, ...rest] = line;
    await mouse.move(start.x, start.y);
    await mouse.down();
    for (const { x, y } of rest) await mouse.move(x, y, { steps: 4 });
    await mouse.up();
  }

  async function promptsOf(some: readonly string[]): Promise<readonly string[]> {
    const files = some.map((id) => {
      const concept = concepts.find((name) => idsOf[name]?.includes(id)) ?? '';
      return session.collectionFile(promptPath(concept, id)) as Promise<{ prompt: string }>;
    });
    return (await Promise.all(files)).map(({ prompt }) => prompt);
  }

  it('is drawn with the mouse: lasso, box, click; undone, and copied', async () => {
    const { page } = session.workbench;
    const some = idsOf['tomato']?.slice(0, 2) ?? [];
    const { from, to, inside } = await around(some);
    expect(inside).toEqual(expect.arrayContaining([...some]));
    await explorer.find('[data-tool="lasso"]').click();
    await drag([from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }]);
    const said = new RegExp(`^${inside.length} of ${ids.length} images selected: .*\\d tomato`);
    await expect.poll(status).toMatch(said);
    await session.keepScreenshot('selected by a lasso');

    await bar('Copy Prompts').click();
    await expect
      .poll(async () => (await clipboard()).split('\n\n').toSorted())
      .toEqual((await promptsOf(inside)).toSorted());

    // Escape ends a lasso that is being drawn.
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x + 40, to.y + 40, { steps: 4 });
    await explorer.find('.lasso').waitFor();
    await press('Escape');
    await explorer.find('.lasso').waitFor({ state: 'hidden' });
    await page.mouse.up();
    expect(await status()).toMatch(said);

    // A box takes away with Alt, and a click with Ctrl brings back.
    await explorer.find('[data-tool="select-box"]').click();
    await page.keyboard.down('Alt');
    await drag([from, to]);
    await page.keyboard.up('Alt');
    await expect.poll(status).toBe('');
    const solitary = await explorer.mostSolitary(ids);
    const place = await explorer.hover(solitary);
    await page.keyboard.down('Control');
    await page.mouse.click(place.x, place.y);
    await expect.poll(status).toMatch(/^1 of/);
    await page.mouse.click(place.x, place.y);
    await page.keyboard.up('Control');
    await expect.poll(status).toBe('');

    // Beside all images, a click costs nothing.
    await explorer.find('button[aria-label^="Undo"]').click();
    await expect.poll(status).toMatch(/^1 of/);
    await map().click({ position: { x: 4, y: 4 }, modifiers: ['Control'] });
    await map().click({ position: { x: 4, y: 4 } });
    await press('Control+z');
    await expect.poll(status).toBe('');
    await press('Control+z');
    await expect.poll(status).toMatch(said);
    await press('Control+Shift+z');
    await expect.poll(status).toBe('');
    await explorer.find('[data-tool="select-box"]').click();
  });

  it('is of what is seen: a hidden concept is in no box, and filters are undone with the rest', async () => {
    const entry = (concept: string): ReturnType<Explorer['find']> =>
      explorer.find('.legend-entries li').filter({ hasText: concept });
    await explorer.legendEntry('cat').click();
    await map().focus();
    await press('Control+a');
    await expect.poll(status).toBe('10 of 15 images selected: 5 dog, 5 tomato');
    await bar(/^Invert/).click();
    await expect.poll(status).toBe('');
    await press('Control+y');
    await press('Control+z');
    await press('Control+z');
    await press('Control+z');
    await expect.poll(() => explorer.legendEntry('cat').getAttribute('aria-pressed')).toBe('true');
    await expect.poll(status).toBe('');

    await entry('dog')
      .getByRole('button', { name: /^Select dog/ })
      .click();
    await expect.poll(status).toBe('5 of 15 images selected: 5 dog');
    await entry('cat')
      .getByRole('button', { name: /^Select cat/ })
      .click({ modifiers: ['Control'] });
    await expect.poll(status).toBe('10 of 15 images selected: 5 cat, 5 dog');
    await session.set('workbench.colorTheme', 'Default Light Modern');
    await until('it is light', async () =>
      ((await explorer.find('body').getAttribute('class')) ?? '').includes('vscode-light'),
    );
    await session.keepScreenshot('selected in a light theme');
    expect(await violations(explorer.find('body'))).toEqual([]);
    await session.set('workbench.colorTheme', offline['workbench.colorTheme']);
  });

  it('is made with the keyboard alone', async () => {
    await press('ArrowRight');
    await explorer.card.waitFor();
    const first = await explorer.card.getAttribute('data-id');
    await press('Space');
    await expect.poll(status).toMatch(/^1 of 15/);
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowLeft', 'Shift+ArrowUp'])
      await press(key);
    await expect.poll(status).toMatch(/^[2-5] of 15/);
    await session.keepScreenshot('selected by keys');
    const count = Number.parseInt((await status()) ?? '', 10);
    await press('Control+i');
    await expect.poll(status).toMatch(new RegExp(`^${ids.length - count} of 15`));
    await press('Control+a');
    await expect.poll(status).toMatch(/^15 of 15/);
    // Nothing of this was the editor's.
    expect(await session.workbench.page.locator('.quick-input-widget:visible').count()).toBe(0);
    await press('Control+z');
    await press('Control+z');
    await expect.poll(status).toMatch(new RegExp(`^${count} of 15`));
    // First the card and the focus, then the selection.
    await press('Escape');
    await explorer.card.waitFor({ state: 'hidden' });
    await expect.poll(status).toMatch(new RegExp(`^${count} of 15`));
    await press('Escape');
    await expect.poll(status).toBe('');
    await press('Control+z');
    await press('ArrowRight');
    await expect.poll(() => explorer.card.getAttribute('data-id')).toBe(first);
  });

  it('is one for map and sidebar, and survives the map being closed', async () => {
    const { workbench } = session;
    const [first = '', second = '', third = ''] = idsOf['dog'] ?? [];
    const rows = await promptsOf([first, second, third]);
    const row = (at: number): ReturnType<typeof workbench.treeRow> =>
      workbench.treeRow((rows[at] ?? '').trim());
    await workbench.expand(/^dog/);
    await row(0).click({ modifiers: ['Control'] });
    await row(2).click({ modifiers: ['Control'] });
    await expect.poll(status).toMatch(/^\d of 15 images selected: .*dog/);
    await row(0).click();
    await workbench.tab(`${first}.json`).waitFor();
    await row(1).click({ modifiers: ['Shift'] });
    await row(2).click({ modifiers: ['Shift'] });
    const item = await workbench.openTreeMenu((rows[1] ?? '').trim(), 'Copy Prompts of Selected Images');
    expect(
      await workbench.page.locator('.monaco-menu').getByText('Open Prompt', { exact: true }).count(),
    ).toBe(0);
    await workbench.choose(item);
    await expect.poll(clipboard).toBe(rows.join('\n\n'));
    await explorer.open();
    await expect.poll(status).toBe('3 of 15 images selected: 3 dog');
    await session.keepScreenshot('selected in the sidebar');

    await workbench.treeMenu(/^tomato/, 'Select Images on Map');
    await expect.poll(status).toBe('5 of 15 images selected: 5 tomato');
    // A click on one row looks at it, and costs nothing.
    await workbench.expand(/^cat/);
    await expect.poll(status).toBe('5 of 15 images selected: 5 tomato');
  });
});
