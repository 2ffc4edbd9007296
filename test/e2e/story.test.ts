import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { promptPath } from '../../src/core/collection/paths.ts';
import type { PromptFile } from '../../src/core/collection/schema.ts';
import { explorePlanted, PEAR, STRANGER } from '../integration/planted.ts';
import { exploreBy, offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { until } from './until.ts';

const EXPLORE = 'Control+Alt+e';

/* What somebody does in an afternoon: look, find the odd ones, see why, compare, tag, and share the page. */
describe('from looking to doing, in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    const folder = await mkdtemp(join(tmpdir(), 'lexiclip-story-'));
    await explorePlanted(folder);
    const args = { concepts: ['apple'], count: 4, source: 'sample' };
    session = await openSession({
      settings: {
        ...offline,
        'lexiclip.newImages': 'refit',
        'diffEditor.useInlineViewWhenSpaceIsLimited': false,
      },
      workspaceFrom: folder,
      viewport: { width: 1800, height: 1000 },
      keybindings: [{ key: 'ctrl+alt+e', command: 'lexiclip.exploreConcepts', args }],
    });
    explorer = new Explorer(session.workbench);
    return async () => {
      await session.close();
      await rm(folder, { recursive: true });
    };
  });

  eachTestStartsAnew(() => session);

  it('explores, finds the odd one, sees why, compares it, tags it, and exports the page', async () => {
    const { workbench } = session;
    const { page } = workbench;
    await exploreBy(EXPLORE, session, explorer);
    await explorer.find('.legend-entry').filter({ hasText: 'apple' }).waitFor();

    await workbench.runCommand('Lexica: Find Outliers');
    const odd = explorer.find(`.odd-one[data-id="${STRANGER}"]`);
    await odd.waitFor();
    expect(await odd.locator('.odd-one-reason').textContent()).toMatch(
      /nearest are “mouse”.*Would fit: mouse\./,
    );
    await odd.locator('.odd-one-open').click();
    await workbench.tab(/stranger.*\.json/).waitFor();

    // Both are found in the gallery, selected there, and compared by the button over the map.
    await explorer.find('.findings button[aria-label^="Close"]').click();
    await explorer.find('.image-panel button[aria-label="Close"]').click();
    await explorer.find('.map-surface').focus();
    await page.keyboard.press('g');
    await page.keyboard.press('/');
    await explorer.find('.search-input:focus').waitFor();
    await page.keyboard.type('concept:pear');
    await expect.poll(() => explorer.find('.search-count').textContent()).toMatch(/^7 of/);
    for (const id of [STRANGER, PEAR])
      await explorer.find(`.cell[data-id="${id}"]`).click({ modifiers: ['Control'] });
    await explorer.find('.selection-bar').getByText('2 selected').waitFor();
    await explorer.find('.selection-bar [data-action="compare"]').click();
    await workbench.tab(/ ↔ /).waitFor();
    await session.keepScreenshot('story-compared');

    await explorer.find('.map-surface').focus();
    await page.keyboard.press('t');
    await explorer.find('.tag-box input').waitFor();
    await page.keyboard.type('odd');
    await page.keyboard.press('Enter');
    await until(
      'the prompt file has the tag',
      async () => (await taggedPrompt()).lexiclip.tags?.includes('odd') === true,
    );
    await page.keyboard.press('Escape');
    await workbench.idle();

    await workbench.runCommand('Lexica: Export Page…');
    await workbench.pick('Of which images?', 'Selection');
    const output = join(session.workspace, 'odd.html');
    await workbench.answerFile('Export Page', output);
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText(/^The page will have about/).waitFor();
    await dialog.getByRole('button', { name: 'Export' }).click();
    await expect
      .poll(async () => (await readFile(output, 'utf8').catch(() => '')).trimEnd().endsWith('</html>'))
      .toBe(true);
    const text = await readFile(output, 'utf8');
    expect(text).toContain(`"${STRANGER}"`);
    expect(text).not.toContain('"noto-red-apple"');
  });

  /** Of the image that is among the wrong ones. */
  async function taggedPrompt(): Promise<PromptFile> {
    return (await session.collectionFile(promptPath('pear', STRANGER))) as PromptFile;
  }
});
