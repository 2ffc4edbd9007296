import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { writeTinyClip } from '../fakes/clip/model-folder.ts';
import { startInferenceServer, type InferenceServer } from '../fakes/inference-server.ts';
import { startLexicaServer, type LexicaServer } from '../fakes/lexica-server.ts';
import { violations } from './accessible.ts';
import { offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { until } from './until.ts';

const setup = inject('setup');
const FETCH = 'Control+Alt+f';
const EXPLORE = 'Control+Alt+e';
const EXPLORE_MORE = 'Control+Alt+m';
/** Requests that the server answers before it does no more: the comparison, and what is under way. */
const ANSWERED = 3;

let server: InferenceServer;
let lexica: LexicaServer;
let session: Session;
let explorer: Explorer;

/* What is being done is seen where the user looks, and can be cancelled there. Servers that do not answer make it last. */
describe('long work in a real VS Code', () => {
  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    const home = await mkdtemp(join(tmpdir(), 'lexiclip-progress-'));
    const model = await writeTinyClip(join(home, 'model'));
    server = await startInferenceServer(join(home, 'model/vision.onnx'));
    lexica = await startLexicaServer();
    session = await openSession({
      settings: {
        ...offline,
        'lexiclip.model': model,
        'lexiclip.inference.endpoint': server.address,
        'lexiclip.lexica.endpoint': lexica.endpoint,
        'lexiclip.newImages': 'place',
      },
      keybindings: [
        keybinding(FETCH, 'lexiclip.fetchImages', ['cat', 'dog', 'tomato'], 10),
        keybinding(EXPLORE, 'lexiclip.exploreConcepts', ['lion', 'pear', 'apple', 'banana'], 20),
        keybinding(EXPLORE_MORE, 'lexiclip.exploreConcepts', ['elephant', 'mouse'], 10),
      ],
    });
    explorer = new Explorer(session.workbench);
    return async () => {
      await session.close();
      await server.close();
      await lexica.close();
      await rm(home, { recursive: true });
    };
  });

  eachTestStartsAnew(
    () => session,
    () => {
      server.setFaults([]);
      lexica.setFaults([]);
    },
  );

  it('is told by a notification where nothing of ours is open, and only there', async () => {
    const { workbench } = session;
    lexica.setFaults([{ kind: 'hang', on: 'search' }]);
    await workbench.page.keyboard.press('Control+Shift+e');
    await workbench.treeMessage.waitFor({ state: 'hidden' });
    await workbench.pressUntil(FETCH, workbench.running);
    const told = workbench.notifications.filter({ hasText: 'Fetching · cat: 0 of 10 images' });
    await told.waitFor();
    await session.keepScreenshot('progress notification');
    await workbench.pressUntil('Control+Alt+b', workbench.treeMessage);
    await told.waitFor({ state: 'hidden' });
    await workbench.treeMessage.getByText('Fetching · cat: 0 of 10 images').waitFor();
    await workbench.page.keyboard.press('Control+Shift+e');
    await told.getByRole('button', { name: 'Cancel' }).click();
    await workbench.idle();
    await told.waitFor({ state: 'hidden' });
  });

  it('is cancelled by the button above the tree, where there is no collection yet', async () => {
    const { workbench } = session;
    lexica.setFaults([{ kind: 'hang', on: 'search' }]);
    await workbench.pressUntil(FETCH, workbench.running);
    await workbench.treeMessage.getByText('cat: 0 of 10 images').waitFor();
    await session.keepScreenshot('progress without a collection');
    await titleButton(/^Cancel/).focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.idle();
    await titleButton(/^Cancel/).waitFor({ state: 'hidden' });
    await workbench.page.locator('.welcome-view').waitFor();
  });

  it('does one stage alone: fetching, then embedding, then maps', async () => {
    const { workbench } = session;
    await workbench.pressUntil(FETCH, workbench.notifications.getByText('30 images fetched.'));
    await workbench.treeRow('30 images have no vectors yet').waitFor();
    expect(server.batches).toEqual([]);
    await workbench.dismissNotifications();
    await workbench.pressUntil('Control+Alt+o', explorer.find('.message').getByText('30 images have no'));
    await session.keepScreenshot('progress fetched');
    expect(await violations(explorer.find('.message'))).toEqual([]);
    await workbench.page.keyboard.press('Control+Alt+w');
    await workbench.treeRow('Embed Only').click();
    await workbench.notifications.getByText('30 images are embedded.').waitFor();
    await workbench.treeRow('30 images, no map yet').waitFor();
    await workbench.dismissNotifications();
    await workbench.runCommand('Lexica: Embed Images');
    await workbench.notifications.getByText('All images have vectors.').waitFor();
    await workbench.treeRow('Make Maps').click();
    await explorer.projectionButton('tsne').waitFor();
    await workbench.idle();
    await workbench.treeRow('30 images, no map yet').waitFor({ state: 'hidden' });
  });

  it('is seen in the sidebar, on the tab, on the page and in the status bar, and cancelled on the page', async () => {
    const { workbench } = session;
    await explorer.open();
    server.setFaults([
      ...Array.from({ length: ANSWERED }, () => undefined),
      ...Array.from({ length: 20 }, () => 'hang' as const),
    ]);
    await workbench.pressUntil(EXPLORE, workbench.running);
    await explorer
      .find('.work')
      .getByText(/^\d+ of \d+ images on server/)
      .waitFor();
    await workbench.treeMessage.getByText(/^Embedding · \d+ of \d+ images on server/).waitFor();
    await workbench.tab(/^Embedding \d+ % · LexiCLIP Map: drawings$/).waitFor();
    await workbench.statusItem.getByText(/Embedding \d+ %/).waitFor();
    expect(await workbench.notifications.allTextContents()).toEqual([]);
    expect(await explorer.find('.work [role="status"]').textContent()).toBe('Embedding');
    const bar = explorer.find('.work progress');
    expect(await bar.getAttribute('aria-label')).toBe('Progress');
    expect(Number(await bar.getAttribute('value'))).toBeGreaterThan(0);
    await session.keepScreenshot('progress everywhere');
    await session.set('workbench.colorTheme', 'Default Light Modern');
    await explorer.find('body.vscode-light').waitFor();
    await session.keepScreenshot('progress everywhere in light');
    await session.set('workbench.colorTheme', offline['workbench.colorTheme']);
    const cancel = explorer.find('.work').getByRole('button', { name: 'Cancel' });
    await cancel.focus();
    await workbench.page.keyboard.press('Enter');
    await workbench.idle();
    await explorer.find('.work').waitFor({ state: 'hidden' });
    await workbench.tab('LexiCLIP Map: drawings').waitFor();
    // The focus is not lost with the button.
    const focused = explorer.find('.map-surface');
    await until('the map has the focus', () =>
      focused.evaluate((element) =>
        (element as unknown as { matches(selector: string): boolean }).matches(':focus'),
      ),
    );
  });

  it('is cancelled by the keyboard in the tree', async () => {
    const { workbench } = session;
    await hang();
    const state = workbench.treeRow(/^At work on \d+ images/);
    await state.click();
    await state.and(workbench.page.locator('[aria-expanded="false"]')).waitFor();
    await workbench.page.keyboard.press('ArrowRight');
    const row = workbench.treeRow(/^Cancel$/);
    await row.waitFor();
    await workbench.page.keyboard.press('ArrowDown');
    await row.and(workbench.page.locator('.focused')).waitFor();
    await session.keepScreenshot('progress in the tree');
    await workbench.page.keyboard.press('Enter');
    await workbench.idle();
    await row.waitFor({ state: 'hidden' });
  });

  it('is cancelled in the menu of the status bar, which says what embeds and why', async () => {
    const { workbench } = session;
    await hang();
    await workbench.statusItem.getByText('Fetching 50 %').waitFor();
    await workbench.statusItem.click();
    await workbench.question('LexiCLIP is working').waitFor();
    await session.keepScreenshot('progress menu');
    await workbench.pick('LexiCLIP is working', 'Cancel');
    await workbench.idle();
    await workbench.statusItem.getByText('on server').waitFor();
    await workbench.statusItem.click();
    for (const choice of ['on server', 'Choose Model', 'Measure Again', 'Show Log'])
      await workbench.quickInput.getByText(choice).first().waitFor();
    await workbench.quickInput.getByText(/^As the settings say: tiny-clip at 127\.0\.0\.1/).waitFor();
    expect(await workbench.quickInput.getByText('Cancel', { exact: true }).count()).toBe(0);
    await session.keepScreenshot('status menu');
    await workbench.pick('How LexiCLIP embeds', 'Measure Again');
    await workbench.notifications.getByText('there is nothing to measure on this machine').waitFor();
  });

  it('measures this machine again when it is asked to', async () => {
    const { workbench } = session;
    await session.set('lexiclip.inference.endpoint', '');
    await session.set('lexiclip.device', 'cpu');
    await workbench.statusItem.getByText('on CPU').waitFor();
    await workbench.runCommand('Lexica: Status');
    await workbench.pick('How LexiCLIP embeds', 'Measure Again');
    await workbench.notifications.getByText(/on CPU is fastest with: processes \d+, threads/).waitFor();
    await workbench.idle();
  });

  it('says that CUDA needs a driver, where there is none', async ({ skip }) => {
    if (existsSync('/proc/driver/nvidia/version')) skip('This machine has the NVIDIA driver');
    const { workbench } = session;
    await workbench.runCommand('Lexica: Set Up CUDA');
    await workbench.notifications.getByText('No NVIDIA driver was found, so CUDA cannot be used').waitFor();
    await session.keepScreenshot('cuda without a driver');
    expect(await workbench.page.locator('.monaco-dialog-box').count()).toBe(0);
  });
});

/** Begins to explore, of which one half comes and the other does not. */
async function hang(): Promise<void> {
  const { workbench } = session;
  lexica.setFaults([{ kind: 'hang', on: 'search', match: 'q=mouse' }]);
  await workbench.pressUntil(EXPLORE_MORE, workbench.running);
  await workbench.treeMessage.getByText('Fetching · mouse: 0 of 10 images').waitFor();
}

/** Its name has the shortcut, too. */
function titleButton(name: RegExp): Locator {
  return session.workbench.page.locator('.part.sidebar').getByRole('button', { name }).first();
}

function keybinding(key: string, command: string, concepts: readonly string[], count: number): object {
  const keys = key.toLowerCase().replace('control', 'ctrl');
  return { key: keys, command, args: { concepts, count, source: 'lexica' } };
}
