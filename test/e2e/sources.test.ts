import { beforeAll, describe, expect, inject, it } from 'vitest';
import { promptPath } from '../../src/core/collection/paths.ts';
import { startCivitaiServer, type CivitaiServer } from '../fakes/civitai-server.ts';
import { startDatasetViewer, type DatasetViewerServer } from '../fakes/dataset-viewer-server.ts';
import { offline } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';

/* Explore Concepts with other sources than Lexica, which does not answer here. */
describe('the sources in a real VS Code', () => {
  const setup = inject('setup');
  let viewer: DatasetViewerServer;
  let civitai: CivitaiServer;
  let session: Session;
  let explorer: Explorer;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    viewer = await startDatasetViewer();
    civitai = await startCivitaiServer();
    session = await openSession({
      settings: {
        ...offline,
        'lexiclip.huggingFace.endpoint': viewer.endpoint,
        'lexiclip.civitai.endpoint': civitai.endpoint,
        'lexiclip.lexica.requestsPerMinute': 6000,
        'lexiclip.newImages': 'refit',
      },
    });
    explorer = new Explorer(session.workbench);
    return async () => {
      await session.close();
      await viewer.close();
      await civitai.close();
    };
  });

  eachTestStartsAnew(
    () => session,
    () => {
      viewer.setFaults([]);
      civitai.setFaults([]);
    },
  );

  it('explores a dataset of Hugging Face from the palette', async () => {
    await explore('Hugging Face (DiffusionDB)', 'cat, dog, tomato', '6');
    await session.workbench.idle();
    await explorer.projectionButton('tsne').waitFor();
    for (const concept of ['cat', 'dog', 'tomato']) await explorer.legendEntry(concept).waitFor();
    const id = `poloclub/diffusiondb/2m_random_1k/train/${viewer.rowsOf('cat')[0]}`;
    expect(await session.collectionFile(promptPath('cat', id))).toMatchObject({
      licence: 'CC0-1.0',
      lexiclip: { source: 'huggingface' },
    });
  });

  it('explores tags of Civitai from the palette', async () => {
    await explore('Civitai', 'apple, banana', '6');
    await explorer.legendEntry('banana').waitFor();
    await session.workbench.idle();
    expect(await session.collectionFile('concepts/banana/concept.json')).toMatchObject({
      source: 'civitai',
      images: civitai.idsOf('banana').slice(0, 6),
    });
  });

  it('tries again when asked to, without asking for the concepts again', async () => {
    const { workbench } = session;
    civitai.setFaults([{ kind: 'not-json', on: 'search' }]);
    await explore('Civitai', 'pear', '4');
    const again = workbench.notifications.getByRole('button', { name: 'Try Again' });
    await again.waitFor();
    await workbench.notifications.getByRole('button', { name: 'Use Another Source' }).waitFor();
    await session.keepScreenshot('try-again');
    civitai.setFaults([]);
    await again.click();
    await explorer.legendEntry('pear').waitFor();
    await workbench.idle();
    expect(await session.collectionFile('concepts/pear/concept.json')).toMatchObject({
      source: 'civitai',
      requested: 4,
    });
  });

  it('goes on with another source where one does not answer, and remembers how it went', async () => {
    const { workbench } = session;
    await explore('Lexica', 'lion', '4');
    await workbench.notifications.getByText(/127\.0\.0\.1:9 cannot be reached/).waitFor();
    await workbench.notifications.getByRole('button', { name: 'Use Another Source' }).click();
    await workbench.question('Which source should be used instead?').waitFor();
    await session.keepScreenshot('sources-instead');
    expect(await workbench.quickInput.getByText('lexica', { exact: true }).count()).toBe(0);
    await workbench.pick('Which source should be used instead?', 'Civitai');
    await explorer.legendEntry('lion').waitFor();
    await workbench.idle();
    expect(await session.collectionFile('concepts/lion/concept.json')).toMatchObject({
      source: 'civitai',
      requested: 4,
    });

    await workbench.runCommand('Lexica: Explore Concepts');
    await workbench.question('Where do the images come from?').waitFor();
    await workbench.quickInput
      .getByText(/did not answer at \d\d:\d\d/)
      .first()
      .waitFor();
    await workbench.quickInput
      .getByText(/[^t] answered at \d\d:\d\d/)
      .first()
      .waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  async function explore(source: string, concepts: string, count: string): Promise<void> {
    const { workbench } = session;
    await workbench.runCommand('Lexica: Explore Concepts');
    await workbench.pick('Where do the images come from?', source);
    await workbench.answer(/^Concepts, separated by commas/, concepts);
    await workbench.answer('How many images', count);
  }
});
