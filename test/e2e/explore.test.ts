import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { startLexicaServer, type LexicaServer } from '../fakes/lexica-server.ts';
import { Explorer } from './explorer.ts';
import { openSession, root, type Session } from './fixtures.ts';

const concepts = ['cat', 'dog', 'tomato'];
const standIn = join(root, 'build/models/resnet50-imagenet.onnx');

/*
 * One story, in the order of a first use; each step starts where the one before it ended.
 */
describe('the packaged extension in a real VS Code', () => {
  const setup = inject('setup');
  let lexica: LexicaServer;
  let session: Session;
  let explorer: Explorer;
  let broken: string | undefined;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    lexica = await startLexicaServer();
    session = await openSession({
      settings: {
        'lexiclip.lexica.endpoint': lexica.endpoint,
        'lexiclip.model': standIn,
        'lexiclip.device': 'auto',
        'workbench.editor.enablePreview': true,
        'workbench.colorTheme': 'Default Dark Modern',
      },
    });
    explorer = new Explorer(session.workbench);
  });

  afterAll(async () => {
    await session?.close();
    await lexica?.close();
  });

  beforeEach(({ skip }) => {
    if (setup.kind === 'unavailable') skip(setup.reason);
    if (broken !== undefined) skip(`"${broken}" failed before it`);
  });

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    broken = task.name;
    await session.keepEvidence(task.name);
  });

  it('says what to do where there is nothing yet', async () => {
    const { workbench } = session;
    await workbench.page.locator('.activitybar').getByLabel('LexiCLIP').first().click();
    await workbench.page.locator('.welcome-view').getByRole('button', { name: 'Explore Concepts' }).waitFor();
  });

  it('explores concepts that are typed into the palette', async () => {
    const { workbench } = session;
    await workbench.runCommand('Lexica: Explore Concepts');
    await workbench.answer(concepts.join(', '));
    await workbench.answer('10');
    await workbench.pick('Lexica');
    const cats = await imagesOf('cat');
    await explorer.settled(cats[0] ?? '', 60_000);
    expect(cats).toHaveLength(10);
  });

  async function imagesOf(concept: string): Promise<string[]> {
    const { images } = (await session.collectionFile(`concepts/${concept}/concept.json`)) as {
      images: string[];
    };
    return images;
  }
});
