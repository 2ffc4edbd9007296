import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { promptPath } from '../../src/core/collection/paths.ts';
import type { ConceptFile, ProjectionFile } from '../../src/core/collection/schema.ts';
import { EXAMPLE_CONCEPTS } from '../../src/core/concepts.ts';
import { writeTinyClip } from '../fakes/clip/model-folder.ts';
import { startInferenceServer, type Fault, type InferenceServer } from '../fakes/inference-server.ts';
import { lexiclip } from '../integration/cli.ts';
import { offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { untilFilesAreWatched } from './watched.ts';

/** The comparison with the local model, then one request for each that the extension makes at a time. */
const ANSWERED = 5;
/** What these bring: sixteen images to each but the first. */
const EMBEDDED = 64;
/** Longer than it takes by far; a second is meant. */
const SOON_MS = 5000;

const setup = inject('setup');
let home: string;
let model: string;
let server: InferenceServer;
let session: Session;
let explorer: Explorer;

/* Collections as the command line makes them, with a small model that a server runs. */
beforeAll(async () => {
  if (setup.kind === 'unavailable') return;
  home = await mkdtemp(join(tmpdir(), 'lexiclip-states-'));
  model = await writeTinyClip(join(home, 'model'));
  server = await startInferenceServer(join(home, 'model/vision.onnx'));
  const fetching = ['--source', 'sample', '--count', '10'];
  await run('fetched', 'fetch', ...EXAMPLE_CONCEPTS, ...fetching);
  await cp(folder('fetched'), folder('embedded'), { recursive: true });
  await run('embedded', 'embed');
  await run('mapped', 'explore', 'cat', 'dog', 'tomato', ...fetching, '--method', 'umap');
  await run('mapped', 'project', '--method', 'pca', '--name', 'plain');
  return async () => {
    await server.close();
    await rm(home, { recursive: true });
  };
});

/** A window for the tests of a `describe`, in order before each. */
function openWindow(from?: string, settings: Readonly<Record<string, unknown>> = {}): void {
  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    const common = {
      ...offline,
      'lexiclip.model': model,
      'lexiclip.inference.endpoint': server.address,
      'lexiclip.newImages': 'place',
    };
    session = await openSession({
      settings: { ...common, ...settings },
      ...(from === undefined ? {} : { workspaceFrom: folder(from) }),
    });
    explorer = new Explorer(session.workbench);
    await untilFilesAreWatched(session);
    return async () => {
      await session.close();
    };
  });

  eachTestStartsAnew(
    () => session,
    () => server.setFaults([]),
  );
}

/* Each state of a collection that is not finished, in the sidebar and on the page, with the button that leads on. */
describe('a collection that is not finished, in a real VS Code', () => {
  openWindow();

  it('has images and no vectors: Embed and Map', async () => {
    const { workbench } = session;
    await put('fetched');
    await workbench.treeRow('120 images have no vectors yet').waitFor();
    await workbench.treeRow('Embed and Map').waitFor();
    await openPage('120 images have no vectors yet.');
    await session.keepScreenshot('state fetched');
    await button('Embed and Map').click();
    await allMapsAreMade();
  });

  it('has vectors and no map: Make Maps', async () => {
    const { workbench } = session;
    await put('embedded');
    await workbench.treeRow('120 images, no map yet').waitFor();
    await openPage('All 120 images are embedded.');
    await session.keepScreenshot('state embedded');
    await workbench.treeRow('Make Maps').click();
    await allMapsAreMade();
  });

  it('was cancelled in the middle: Continue, and nobody says that anything is being done', async () => {
    const { workbench } = session;
    await put('fetched');
    failAfterSome('hang');
    await workbench.treeRow('Embed and Map').click();
    const sentence = `${EMBEDDED} of 120 images`;
    await workbench.treeMessage.getByText(sentence).waitFor();
    await session.keepScreenshot('state at work');
    // The hover of the row under the pointer may cover the one below it.
    await workbench.page.mouse.move(1, 1);
    await workbench.treeRow(/^Cancel$/).click();
    await workbench.idle();
    await workbench.treeRow(`${sentence} are embedded`).waitFor();
    await openPage(`${sentence} are embedded. Nothing is lost.`);
    expect(await explorer.find('.message h1').textContent()).toBe('Stopped');
    expect(await explorer.projectionButton('preview').count()).toBe(0);
    await session.keepScreenshot('state cancelled');
    server.setFaults([]);
    await button('Continue').click();
    await allMapsAreMade();
  });

  it('failed in the middle: says why, and Continue', async () => {
    const { workbench } = session;
    await put('fetched');
    failAfterSome('refused');
    await workbench.treeAction('120 images have no vectors yet', 'Embed and Map');
    await workbench.treeRow(/\d+ of 120 images are embedded/).waitFor();
    await openPage('cannot be used');
    await explorer
      .find('.message')
      .getByText(/\d+ of 120 images are embedded. Nothing is lost./)
      .waitFor();
    await session.keepScreenshot('state failed');
    await workbench.dismissNotifications();
    server.setFaults([]);
    await workbench.treeRow('Continue').click();
    await allMapsAreMade();
  });
});

/* Its files are there before the window opens: VS Code misses what becomes of files that it did not see come. */
describe('a map of other images than the collection has, in a real VS Code', () => {
  openWindow('mapped');

  it('has a map without some images, and with some that are gone: Update', async () => {
    const { workbench } = session;
    await explorer.open();
    await lexiclipIn(session.workspace, 'fetch', 'pear', '--source', 'sample', '--count', '3');
    for (const map of ['UMAP', 'PCA · plain'])
      await workbench.treeRow(new RegExp(`^${map}.*3 images missing`)).waitFor();
    await explorer.find('.notice').getByText('3 images are not on this map.').waitFor();
    await session.keepScreenshot('state outdated');
    const before = await pointsOf('umap');
    await workbench.treeAction('UMAP', 'Update');
    await workbench.treeRow(/^UMAP.*3 images missing/).waitFor({ state: 'hidden' });
    await workbench.idle();
    const after = new Map((await pointsOf('umap')).map(({ id, x, y }) => [id, { x, y }]));
    expect(after.size).toBe(before.length + 3);
    for (const { id, x, y } of before) expect(after.get(id)).toEqual({ x, y });

    await explorer.show('plain');
    await button('Update').click();
    await expect.poll(async () => (await pointsOf('plain')).length).toBe(before.length + 3);
    await explorer.find('.notice').waitFor({ state: 'hidden' });
    await workbench.idle();

    const dogs = await concept('dog');
    const [first = '', second = ''] = dogs.images;
    for (const id of [first, second]) await rm(file(promptPath('dog', id)));
    await explorer.find('.notice').getByText('2 images on this map are gone from the collection.').waitFor();
    await workbench.treeRow(/^UMAP.*2 images gone/).waitFor();
    await session.keepScreenshot('state gone');
    await button('Update All Maps').click();
    for (const map of ['umap', 'plain'])
      await expect.poll(async () => (await pointsOf(map)).length).toBe(before.length + 1);
    await explorer.find('.notice').waitFor({ state: 'hidden' });
    await workbench.treeRow(/^UMAP.*2 images gone/).waitFor({ state: 'hidden' });
    await workbench.idle();
  });

  it('shows a prompt that is edited by hand, in the sidebar and on the page', async () => {
    const { workbench } = session;
    await explorer.open();
    const id = await explorer.mostSolitary((await concept('cat')).images);
    await workbench.expand(/^cat/);
    await explorer.hover(id);
    const path = file(promptPath('cat', id));
    const record = JSON.parse(await readFile(path, 'utf8')) as { readonly prompt: string };
    const edited = Date.now();
    await writeFile(path, JSON.stringify({ ...record, prompt: 'a cat that somebody wrote about' }));
    await workbench.treeRow('a cat that somebody wrote about').waitFor();
    const inTree = Date.now() - edited;
    await explorer.hover(id);
    await explorer.card.getByText('a cat that somebody wrote about').waitFor();
    expect(inTree).toBeLessThan(SOON_MS);
    await session.keepScreenshot('state edited');
  });
});

/* A window of its own: the model is chosen when it opens. */
describe('a collection whose model cannot be had, in a real VS Code', () => {
  beforeAll(() => {
    if (setup.kind === 'unavailable') return undefined;
    // Nobody listens there.
    vi.stubEnv('HF_ENDPOINT', 'http://127.0.0.1:9');
    vi.stubEnv('HF_HUB_CACHE', folder('hub'));
    return () => {
      vi.unstubAllEnvs();
    };
  });
  openWindow('fetched', { 'lexiclip.model': 'clip-vit-base-patch32', 'lexiclip.inference.endpoint': '' });

  it('says what happened, and offers to try again', async () => {
    const { workbench } = session;
    const download = workbench.page
      .locator('.monaco-dialog-box')
      .getByRole('button', { name: 'Download', exact: true });
    await workbench.treeRow('120 images have no vectors yet').waitFor();
    await workbench.treeRow('Embed and Map').click();
    await download.click();
    await workbench.treeRow('Try Again').waitFor();
    await workbench.treeRow('120 images have no vectors yet').waitFor();
    const told = explorer.find('.message').getByText('The model cannot be downloaded');
    await workbench.pressUntil('Control+Alt+o', told);
    expect(await explorer.find('.message h1').textContent()).toBe('No model yet');
    await session.keepScreenshot('state without model');
    await workbench.dismissNotifications();
    await explorer.find('vscode-button').getByText('Try Again', { exact: true }).click();
    await download.waitFor();
    await workbench.page.keyboard.press('Escape');
    await explorer.find('.message').getByText('was not downloaded').waitFor();
  });
});

/** Puts a collection that was made before in the place of the one that there is. */
async function put(name: string): Promise<void> {
  await rm(file(''), { recursive: true, force: true });
  await session.workbench.page.locator('.welcome-view').waitFor();
  await cp(join(folder(name), '.lexiclip'), file(''), { recursive: true });
  await session.workbench.treeRow('Concepts').waitFor();
}

async function openPage(text: string): Promise<void> {
  await session.workbench.pressUntil('Control+Alt+o', explorer.find('.message').getByText(text));
}

function button(label: string): ReturnType<Explorer['find']> {
  return explorer.find('vscode-button, .notice button').getByText(label, { exact: true });
}

async function allMapsAreMade(): Promise<void> {
  const { workbench } = session;
  for (const name of ['umap', 'tsne']) await explorer.projectionButton(name).waitFor();
  await workbench.idle();
  for (const label of [/120 images have/, /120 images are/, /120 images, no/])
    await workbench.treeRow(label).waitFor({ state: 'hidden' });
  expect(await explorer.find('.notice').isVisible()).toBe(false);
  expect(await pointsOf('tsne')).toHaveLength(120);
}

/** The server embeds some images, then does it no more. */
function failAfterSome(fault: Fault): void {
  const answered = Array.from({ length: ANSWERED }, () => undefined);
  server.setFaults([...answered, ...Array.from({ length: 20 }, () => fault)]);
}

/** A folder with a collection that was made before any test. */
function folder(name: string): string {
  return join(home, name);
}

async function run(name: string, ...args: readonly string[]): Promise<void> {
  await lexiclipIn(folder(name), ...args);
}

async function lexiclipIn(workspace: string, ...args: readonly string[]): Promise<void> {
  const common = ['--model', model, '--device', 'cpu', '--inference-endpoint', server.address];
  const { status, stderr } = await lexiclip([...args, ...common, '--workspace', workspace]);
  if (status !== 0) throw new Error(`lexiclip ${args.join(' ')} failed:\n${stderr}`);
}

function file(path: string): string {
  return join(session.workspace, '.lexiclip', path);
}

async function concept(slug: string): Promise<ConceptFile> {
  return (await session.collectionFile(`concepts/${slug}/concept.json`)) as ConceptFile;
}

async function pointsOf(name: string): Promise<ProjectionFile['points']> {
  return ((await session.collectionFile(`projections/${name}.json`)) as ProjectionFile).points;
}
