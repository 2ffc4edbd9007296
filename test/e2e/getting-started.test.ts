import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { EXAMPLE_CONCEPTS } from '../../src/core/concepts.ts';
import { offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { openSession, root, type Session, type SessionOptions } from './fixtures.ts';
import { succeeds, unanswered, until } from './until.ts';
import type { Workbench } from './workbench.ts';

const setup = inject('setup');

/* Somebody who has just installed the extension, and has read nothing. Each test has a window of its own. */
describe('getting started in a real VS Code', () => {
  let session: Session | undefined;
  /** A folder of the user's with pictures in two sub-folders. */
  let pictures = '';
  let hub = '';

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    pictures = await mkdtemp(join(tmpdir(), 'lexiclip-pictures-'));
    hub = await mkdtemp(join(tmpdir(), 'lexiclip-hub-'));
    for (const concept of ['cat', 'dog'])
      await cp(join(root, 'media/sample', concept), join(pictures, `my ${concept}s`), { recursive: true });
    return async () => {
      await rm(pictures, { recursive: true });
      await rm(hub, { recursive: true });
    };
  });

  beforeEach(({ skip }) => {
    if (setup.kind === 'unavailable') skip(setup.reason);
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session?.keepEvidence(task.name);
    await session?.close();
    session = undefined;
    vi.unstubAllEnvs();
  });

  async function open(options: Partial<SessionOptions> = {}): Promise<Session> {
    session = await openSession({ settings: offline, viewport: { width: 1600, height: 900 }, ...options });
    return session;
  }

  it('leads from an empty window to the first map, by keyboard', async () => {
    const opened = await open({ workspaceFrom: pictures });
    const { workbench, workspace, url } = opened;
    const { page } = workbench;
    await workbench.open(new URL('/?ew=true', url).href);
    await workbench.runCommand('Lexica: Get Started');
    const folder = step(workbench, 'Open a folder');
    await pictureOf(workbench, 'A folder that holds pictures').waitFor();
    expect(await isDone(folder)).toBe(false);
    await opened.keepScreenshot('start walkthrough dark');
    await opened.set('workbench.colorTheme', 'Default Light Modern');
    await page.locator('.monaco-workbench.vs').waitFor();
    await opened.keepScreenshot('start walkthrough light');

    await press(workbench, 'Open Folder');
    await workbench.answerFile(/Open Folder/, `${workspace}/`);
    // The window opens anew, with the folder, and the walkthrough goes on.
    await page.waitForURL(/folder=/);
    const own = step(workbench, 'Map your own images');
    await own.waitFor();
    expect(await folder.count()).toBe(0);
    await expand(workbench, own);
    await pictureOf(workbench, 'Three sub-folders').waitFor();
    await opened.keepScreenshot('start own images');
    await press(workbench, 'Explore Folder of Images');
    await workbench.answerFile(/A Folder of Images/, `${workspace}/`);
    const explorer = new Explorer(workbench);
    await explorer.projectionButton('tsne').waitFor();
    await workbench.idle();
    await explorer.legendEntry('my cats').getByText('28').waitFor();
    await explorer.legendEntry('my dogs').getByText('34').waitFor();
    await opened.keepScreenshot('start first map');

    await workbench.runCommand('Lexica: Get Started');
    for (const title of ['Map your own images', 'Or name some concepts', 'Read the map'])
      await until(`“${title}” is done`, () => isDone(step(workbench, title)));
    for (const title of ['Search and select', 'Sort and take away', 'Keep the files'])
      expect(await isDone(step(workbench, title))).toBe(false);
    for (const title of ['Read the map', 'Search and select', 'Sort and take away', 'Keep the files']) {
      await expand(workbench, step(workbench, title));
      await opened.keepScreenshot(`start step ${title}`);
    }
    await press(workbench, 'Show Files');
    await until('“Keep the files” is done', () => isDone(step(workbench, 'Keep the files')));
  });

  it('offers to map the images of the folder that is open, by mouse', async () => {
    const opened = await open({ workspaceFrom: pictures });
    const { workbench } = opened;
    const explorer = new Explorer(workbench);
    await openSidebar(workbench);
    const welcome = workbench.page.locator('.welcome-view');
    await welcome.getByText('This folder holds more than 50 images.').waitFor();
    const buttons = welcome.getByRole('button');
    expect(await buttons.allTextContents()).toEqual(['Map Them', 'Explore Concepts', 'Get Started']);
    await opened.keepScreenshot('start folder with images dark');
    // A window that has only just opened may not watch its settings yet.
    await until('the window is light', async () => {
      await opened.set('workbench.colorTheme', 'Default Light Modern');
      return succeeds(workbench.page.locator('.monaco-workbench.vs').waitFor({ timeout: unanswered }));
    });
    await opened.keepScreenshot('start folder with images light');
    await buttons.first().click();
    await explorer.projectionButton('tsne').waitFor();
    await workbench.idle();
    await explorer.legendEntry('my cats').getByText('28').waitFor();
    await explorer.legendEntry('my dogs').getByText('34').waitFor();
    await welcome.waitFor({ state: 'hidden' });
  });

  it('has a folder without images: concepts first, and the sample from the walkthrough', async () => {
    const opened = await open();
    const { workbench, workspace } = opened;
    await openSidebar(workbench);
    const welcome = workbench.page.locator('.welcome-view');
    await welcome.getByText('There is no collection in this folder yet.').waitFor();
    expect(await welcome.getByRole('button').allTextContents()).toEqual([
      'Explore Concepts',
      'Explore Folder of Images',
      'Get Started',
    ]);
    await opened.keepScreenshot('start empty folder');

    // A folder that has none says which one it was, and asks for another.
    await mkdir(join(workspace, 'nothing'));
    await welcome.getByRole('button', { name: 'Explore Folder of Images' }).click();
    await workbench.answerFile(/A Folder of Images/, `${join(workspace, 'nothing')}/`);
    const told = workbench.notifications.filter({ hasText: 'There is no readable image in' });
    await told.getByRole('button', { name: 'Choose Another Folder…' }).waitFor();
    await opened.keepScreenshot('start no images');
    await workbench.dismissNotifications();

    await welcome.getByText('Get Started').click();
    const concepts = step(workbench, 'Or name some concepts');
    await concepts.waitFor();
    expect(await step(workbench, 'Open a folder').count()).toBe(0);
    await expand(workbench, concepts);
    await pictureOf(workbench, 'Concepts that are typed').waitFor();
    await opened.keepScreenshot('start concepts');
    await concepts
      .getByRole('link', { name: 'map the built-in sample' })
      .or(concepts.getByText('map the built-in sample'))
      .first()
      .click();
    await until('all concepts are asked for', async () => {
      const file = (await opened.collectionFile('collection.json')) as { concepts: string[] };
      return file.concepts.length === EXAMPLE_CONCEPTS.length;
    });
    // The rest takes longer than this test needs.
    await workbench.page.keyboard.press('Control+Alt+j');
    await workbench.idle();
    const { concepts: named } = (await opened.collectionFile('collection.json')) as { concepts: string[] };
    expect([...named].sort()).toEqual([...EXAMPLE_CONCEPTS].sort());
  });

  it('asks for the model in plain words, and leads on when it is refused or cannot be had', async () => {
    // Nobody listens there.
    vi.stubEnv('HF_ENDPOINT', 'http://127.0.0.1:9');
    vi.stubEnv('HF_HUB_CACHE', hub);
    const opened = await open({
      settings: { ...offline, 'lexiclip.model': 'clip-vit-base-patch32', 'lexiclip.device': 'cpu' },
      workspaceFrom: pictures,
    });
    const { workbench } = opened;
    const { page } = workbench;
    await openSidebar(workbench);
    await page.locator('.welcome-view').getByRole('button', { name: 'Map Them' }).click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText(/^Download CLIP/).waitFor();
    await dialog.getByText('Maps and searches by meaning need this model.').waitFor();
    await dialog.getByText('no image leaves it').waitFor();
    await opened.keepScreenshot('start model question');
    await page.keyboard.press('Escape');

    const refused = workbench.notifications.filter({ hasText: 'was not downloaded, so there is no map yet' });
    await refused.getByRole('button', { name: 'Choose Model' }).waitFor();
    await workbench.treeRow('62 images have no vectors yet').waitFor();
    await opened.keepScreenshot('start model refused');
    await refused.getByRole('button', { name: 'Try Again' }).click();
    await dialog.getByRole('button', { name: 'Download', exact: true }).click();

    const offlineNow = workbench.notifications.filter({ hasText: 'The model cannot be downloaded' });
    for (const name of ['Try Again', 'Choose Model', 'Show Log'])
      await offlineNow.getByRole('button', { name }).waitFor();
    await opened.keepScreenshot('start model unreachable');
  });

  it('shows the documentation in the editor', async () => {
    const opened = await open();
    const { workbench } = opened;
    await workbench.runCommand('Lexica: Open Documentation');
    await workbench.pick('Which page?', 'The map');
    const page = workbench.webview;
    await page.getByRole('heading', { name: 'How far to trust it' }).waitFor();
    const picture = page.getByRole('img').first();
    await until('its picture is loaded', () =>
      picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0),
    );
    await opened.keepScreenshot('start documentation');
    await page.getByRole('link', { name: 'searching' }).first().click();
    await page.getByRole('heading', { name: 'Words or meaning' }).waitFor();
  });
});

async function openSidebar({ page }: Workbench): Promise<void> {
  await page.locator('.activitybar').getByLabel('LexiCLIP').first().click();
}

/** A step of the walkthrough that is open. */
function step({ page }: Workbench, title: string): Locator {
  return page.locator('.getting-started-step').filter({ hasText: title });
}

async function isDone(step: Locator): Promise<boolean> {
  return (await step.getByRole('checkbox').getAttribute('aria-checked', { timeout: unanswered })) === 'true';
}

/** Opens a step, so that its button and its picture show. */
async function expand({ page }: Workbench, step: Locator): Promise<void> {
  await until('the step is open', async () => {
    if ((await step.getAttribute('class'))?.includes('expanded') === true) return true;
    await step.focus({ timeout: unanswered });
    await page.keyboard.press('Enter');
    return false;
  });
}

/** Presses the button of the step that is open, with the keyboard. */
async function press({ page }: Workbench, name: string): Promise<void> {
  await page.locator('.getting-started-step.expanded').getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Enter');
}

/** The picture beside the steps, by what a screen reader says of it. */
function pictureOf({ webview }: Workbench, name: string): Locator {
  return webview.getByRole('img', { name });
}
