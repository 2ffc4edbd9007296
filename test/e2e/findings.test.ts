import { access, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { COPY, explorePlanted, LARGE, PEAR, STRANGER } from '../integration/planted.ts';
import { offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { until } from './until.ts';

/* Odd ones and near-duplicates are found, seen and sorted out, by mouse and by keyboard. */
describe('odd ones and twins in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    const folder = await mkdtemp(join(tmpdir(), 'lexiclip-findings-'));
    await explorePlanted(folder);
    session = await openSession({ settings: offline, workspaceFrom: folder });
    explorer = new Explorer(session.workbench);
    return async () => {
      await session.close();
      await rm(folder, { recursive: true });
    };
  });

  eachTestStartsAnew(() => session);
  beforeEach(() => explorer.open());

  it('finds the mouse among the pears, says why, and shows it on the map and its prompt', async () => {
    await session.workbench.runCommand('Lexica: Find Outliers');
    const odd = oddOne(STRANGER);
    await odd.waitFor();
    expect(await explorer.find('.odd-one').first().getAttribute('data-id')).toBe(STRANGER);
    const reason = await odd.locator('.odd-one-reason').textContent();
    expect(reason).toMatch(/\d+ of 10 nearest are “mouse”.*Would fit: mouse\./);
    expect(await odd.locator('.odd-one-neighbour').count()).toBe(10);
    await session.keepScreenshot('odd-ones');
    await odd.getByRole('button', { name: /^Show on Map/ }).click();
    await explorer.find(`#hover-card[data-id="${STRANGER}"]`).waitFor();
    await odd.locator('.odd-one-open').click();
    await session.workbench.tab(/stranger.*\.json/).waitFor();
  });

  it('moves it to the concept that it fits, by keyboard, and undoes that', async () => {
    const { page, notifications } = session.workbench;
    await explorer.find('.find-menu > button').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await oddOne(STRANGER).waitFor();
    await until('the first odd one has the focus', async () => (await focused()).includes('stranger'));
    await until('its button to move it has the focus', async () => {
      await page.keyboard.press('Tab');
      return (await focused()).startsWith('Move to “mouse”');
    });
    await page.keyboard.press('Enter');
    await oddOne(STRANGER).waitFor({ state: 'detached' });
    expect(await promptsOf('mouse')).toContain('stranger');
    expect(await promptsOf('pear')).not.toContain('stranger');
    await notifications.getByRole('button', { name: 'Undo' }).click();
    await oddOne(STRANGER).waitFor();
    expect(await promptsOf('pear')).toContain('stranger');
  });

  it('tells what stands alone, and closes by Escape', async () => {
    await find('outliers');
    await explorer.find('[data-kind="alone"]').click();
    await explorer
      .find('.odd-one')
      .getByText(/Mean distance to its nearest/)
      .first()
      .waitFor();
    await explorer.find('.odd-one-open').first().focus();
    await session.workbench.page.keyboard.press('Escape');
    await explorer.find('.findings').waitFor({ state: 'hidden' });
  });

  it('shows near-duplicates side by side, with which of them stays, and finds more or fewer', async () => {
    await find('duplicates');
    const set = twinSet();
    await set.waitFor();
    expect(await set.locator('h3').textContent()).toMatch(/3 images, some files are identical/);
    expect(await verdicts(set)).toEqual({ [PEAR]: 'Goes', [COPY]: 'Goes', [LARGE]: 'Stays' });
    expect(await set.locator(`[data-id="${LARGE}"] .twin-facts`).first().textContent()).toMatch(
      /^400 × 400 · \d+ kB · /,
    );
    await session.keepScreenshot('twins');
    const slider = explorer.find('.twins-similarity');
    await slider.focus();
    await session.workbench.page.keyboard.press('End');
    await set.getByText('2 images, identical files').waitFor();
    await slider.fill('0.9');
    await set.getByText(/some files are identical/).waitFor();
    await set.getByRole('button', { name: /Enlarge/ }).click();
    await session.keepScreenshot('twins-large');
  });

  it('takes the others out, as it said before, and brings them back', async () => {
    await find('duplicates');
    const set = twinSet();
    await set.locator(`[data-id="${COPY}"] .twin-radio`).focus();
    await session.workbench.page.keyboard.press('Space');
    expect(await verdicts(set)).toEqual({ [PEAR]: 'Goes', [COPY]: 'Stays', [LARGE]: 'Goes' });
    await keepAllBut(set);
    await explorer
      .find('.twins-summary')
      .getByText(/^2 of \d+ images in \d+ sets? would be taken out/)
      .waitFor();
    const before = await promptsOf('pear');
    await explorer.find('[data-how="takeOut"]').click();
    await set.waitFor({ state: 'detached' });
    expect(await promptsOf('pear')).toEqual(before.filter((id) => id !== 'noto-pear' && id !== 'large'));
    await session.workbench.notifications.getByRole('button', { name: 'Undo' }).click();
    await set.waitFor();
    expect(await promptsOf('pear')).toEqual(before);
  });

  it('asks once before files go to the trash, and changes nothing where that is declined', async () => {
    await find('duplicates');
    await keepAllBut(twinSet());
    const before = await promptsOf('pear');
    await explorer.find('[data-how="trash"]').click();
    const dialog = session.workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Move 2 image files to the trash?').waitFor();
    await dialog.getByText(/2 in the collection \(\.lexiclip\/images\)/).waitFor();
    await session.keepScreenshot('twins-trash');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await promptsOf('pear')).toEqual(before);
    await access(join(session.workspace, '.lexiclip/images', (await imageOf('copy')) ?? ''));
  });

  it('is readable in a light theme', async () => {
    await session.set('workbench.colorTheme', 'Default Light Modern');
    await find('outliers');
    await oddOne(STRANGER).waitFor();
    await session.keepScreenshot('odd-ones-light');
    await find('duplicates');
    await twinSet().waitFor();
    await session.keepScreenshot('twins-light');
    await session.set('workbench.colorTheme', 'Default Dark Modern');
  });

  function oddOne(id: string): Locator {
    return explorer.find(`.odd-one[data-id="${id}"]`);
  }

  /** The set with the planted pears. */
  function twinSet(): Locator {
    return explorer
      .find('.twin-set')
      .filter({ has: session.workbench.webview.locator(`[data-id="${COPY}"]`) });
  }

  async function find(kind: 'outliers' | 'duplicates'): Promise<void> {
    await explorer.find('.find-menu > button').click();
    await explorer.find(`[data-find="${kind}"]`).click();
    await explorer.find(kind === 'outliers' ? '.odd-ones' : '.twins-view').waitFor();
    await session.workbench.idle();
  }

  async function keepAllBut(set: Locator): Promise<void> {
    await set.waitFor();
    for (const other of await explorer.find('.twin-set').all())
      if ((await other.locator(`[data-id="${COPY}"]`).count()) === 0)
        await other.locator('.twin-set-skip input').check();
  }

  async function verdicts(set: Locator): Promise<Record<string, string>> {
    const twins = await set.locator('.twin').all();
    const entries = twins.map(async (twin) => [
      (await twin.getAttribute('data-id')) ?? '',
      (await twin.locator('.twin-verdict').textContent()) ?? '',
    ]);
    return Object.fromEntries(await Promise.all(entries)) as Record<string, string>;
  }

  /** The name of what has the focus in the page. */
  async function focused(): Promise<string> {
    const named = explorer.find(':focus');
    return (await named.count()) === 0 ? '' : ((await named.getAttribute('aria-label')) ?? '');
  }

  /** The images of the pears' folder that a concept has prompt files of. */
  async function promptsOf(concept: string): Promise<readonly string[]> {
    const names = await readdir(join(session.workspace, '.lexiclip/concepts', concept));
    return names.flatMap((name) => /^pear-(.+)-webp-[0-9a-f]{16}\.json$/.exec(name)?.[1] ?? []).sort();
  }

  async function imageOf(part: string): Promise<string | undefined> {
    const names = await readdir(join(session.workspace, '.lexiclip/images'));
    return names.find((name) => name.includes(part));
  }
});
