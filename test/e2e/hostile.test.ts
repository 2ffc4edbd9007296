import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { promptPath } from '../../src/core/collection/paths.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';

/** What VS Code would run on a click, were it a link. */
const COMMAND_LINK = '[Fix it](command:workbench.action.files.newUntitledFile)';
const EXPLORE = 'Control+Alt+e';

/* A clone from a stranger: links out of it in many places, and command links where a text is shown. */
describe('a hostile collection in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let outside: string;
  let before: Readonly<Record<string, string>>;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    outside = await mkdtemp(join(tmpdir(), 'lexiclip-outside-'));
    session = await withSampleCollection(['cat', 'dog'], async (workspaceFrom) => {
      await plant(join(workspaceFrom, '.lexiclip'), outside);
      before = await contents(outside);
      const args = { concepts: ['cat', 'pear'], count: 5, source: 'sample', newImages: 'anew' };
      const keybindings = [{ key: 'ctrl+alt+e', command: 'lexiclip.exploreConcepts', args }];
      return openSession({ settings: offline, workspaceFrom, keybindings, restricted: true });
    });
    explorer = new Explorer(session.workbench);
    return async () => {
      await session.close();
      await rm(outside, { recursive: true });
    };
  });

  eachTestStartsAnew(() => session);

  it('shows what can be shown in Restricted Mode, names what cannot, and changes nothing', async () => {
    const { workbench } = session;
    const own = await contents(session.workspace);
    await explorer.open('plain');
    await workbench.expand('Problems');
    for (const file of ['evil.json', 'noto-dog.json']) await workbench.treeRow(file).waitFor();
    await session.keepScreenshot('hostile collection');
    await workbench.runCommand('Lexica: Explore Concepts');
    await workbench.notifications.getByText('Restricted Mode').waitFor();
    expect(await links()).toEqual([]);
    expect(await contents(session.workspace)).toEqual(own);
    expect(await contents(outside)).toEqual(before);
  });

  it('is worked on after trust, inside of itself, and none of its texts can be clicked', async () => {
    const { workbench } = session;
    await workbench.runCommand('Workspaces: Manage Workspace Trust');
    const trust = workbench.page.locator('.workspace-trust-editor').getByRole('button', { name: /^Trust/ });
    await trust.first().click();
    await workbench.page.locator('.monaco-workbench').waitFor();
    await workbench.reset();
    const missing = workbench.notifications.filter({ hasText: 'Missing on the map' });
    await workbench.pressUntil(EXPLORE, workbench.running);
    await missing.getByText('[Fix it] (command:').waitFor();
    expect(await links()).toEqual([]);
    await workbench.idle();
    await explorer.legendEntry('pear').waitFor();
    expect(await contents(outside)).toEqual(before);
    expect(await workbench.page.locator('.tab').filter({ hasText: 'Untitled' }).count()).toBe(0);
  });

  /** What can be clicked in the texts of notifications; their buttons are elsewhere. */
  function links(): Promise<string[]> {
    return session.workbench.notifications.locator('.notification-list-item-message a').allTextContents();
  }
});

/** Puts links into a collection that was explored, and an image whose id is a link to a command. */
async function plant(collection: string, outside: string): Promise<void> {
  await writeFile(join(outside, 'rc'), 'mine\n');
  await writeFile(join(outside, 'key.json'), '{"prompt": "a secret", "lexiclip": {}}\n');
  await mkdir(join(outside, 'folder'));
  const replaced: readonly (readonly [string, string])[] = [
    ['.gitignore', 'rc'],
    ['projections/evil.json', 'key.json'],
    ['projections/tsne.json', 'rc'],
    ['concepts/dog/noto-dog.json', 'key.json'],
    ['concepts/lion', 'folder'],
    ['cache/thumbnails/noto-guide-dog.webp', 'rc'],
    ['cache/embeddings/resnet50-imagenet.journal-evil.jsonl', 'rc'],
    ['cache/embeddings/resnet50-imagenet.npy', 'rc'],
    ['cache/searches', 'folder'],
    ['cache/lock.json', 'rc'],
    ['cache/tmp', 'folder'],
  ];
  for (const [path, target] of replaced) {
    await rm(join(collection, path), { recursive: true, force: true });
    await symlink(join(outside, target), join(collection, path));
  }
  const conceptFile = join(collection, 'concepts/dog/concept.json');
  const concept = JSON.parse(await readFile(conceptFile, 'utf8')) as { images: string[] };
  await writeFile(conceptFile, JSON.stringify({ ...concept, images: [COMMAND_LINK, ...concept.images] }));
  const lexiclip = { concept: 'dog', source: 'sample', image: '/etc/passwd', sha256: 'x', fetchedAt: '' };
  const prompt = { id: COMMAND_LINK, prompt: `$(trash) ${COMMAND_LINK}`, lexiclip };
  await writeFile(join(collection, promptPath('dog', COMMAND_LINK)), JSON.stringify(prompt));
}

/** Every file below a folder, with what is in it and when it was changed; links are not followed. */
async function contents(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const states = files.map(async (file): Promise<[string, string]> => {
    const [bytes, { mtimeMs }] = await Promise.all([readFile(file, 'base64'), stat(file)]);
    return [file, `${mtimeMs} ${bytes}`];
  });
  return Object.fromEntries(await Promise.all(states));
}
