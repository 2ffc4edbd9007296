import { beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { promptPath } from '../../src/core/collection/paths.ts';
import { violations } from './accessible.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';

const concepts = ['cat', 'dog', 'tomato'];

/* The image that was clicked, beside the map. */
describe('what was clicked, in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;
  let ids: readonly string[] = [];

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(concepts, (workspaceFrom) =>
      openSession({ settings: offline, workspaceFrom, viewport: { width: 1600, height: 900 } }),
    );
    explorer = new Explorer(session.workbench);
    const files = concepts.map((concept) => session.collectionFile(`concepts/${concept}/concept.json`));
    ids = ((await Promise.all(files)) as { images: string[] }[]).flatMap(({ images }) => images);
    return () => session.close();
  });

  eachTestStartsAnew(() => session);
  beforeEach(() => explorer.open());

  async function promptOf(id: string): Promise<string> {
    const concept = concepts.find((name) => id.endsWith(name)) ?? '';
    const { prompt } = (await session.collectionFile(promptPath(concept, id))) as { prompt: string };
    return prompt.trim();
  }

  const panel = (selector = ''): ReturnType<Explorer['find']> =>
    explorer.find(`.image-panel ${selector}`.trim());
  const title = (): Promise<string | null> => panel('.image-panel-title').getAttribute('title');

  it('stands beside the map: picture, prompt, and the images most like it, each a way to go on', async () => {
    const id = await explorer.mostSolitary(ids);
    await explorer.click(id);
    await panel().waitFor();
    await expect.poll(title).toBe(id);
    await explorer.find('.ring-selected').waitFor();
    const prompt = await promptOf(id);
    await panel('.image-panel-text').first().getByText(prompt.trim()).waitFor();
    // The file itself takes the place of the thumbnail.
    await expect.poll(() => panel('.image-panel-picture').getAttribute('src')).toMatch(/^blob:/);
    await panel('.near-image').first().waitFor();
    await session.keepScreenshot('looked-at');
    expect(await violations(explorer.find('body'))).toEqual([]);

    await panel('.near-image').first().click();
    await expect.poll(title).not.toBe(id);
    const next = await title();
    await panel('button[aria-label^="Back"]').click();
    await expect.poll(title).toBe(id);
    await explorer.find('.map-surface').focus();
    await session.workbench.page.keyboard.press('Alt+ArrowRight');
    await expect.poll(title).toBe(next);

    await panel('button[aria-label="Close"]').click();
    await panel().waitFor({ state: 'hidden' });
    await explorer.find('.ring-selected').waitFor({ state: 'hidden' });
  });

  it('follows the editor, and tells why an image cannot be pointed out', async () => {
    const { workbench } = session;
    // It was closed before, and stays so until it is asked for.
    await explorer.find('button[aria-label="The clicked image beside the map"]').click();
    await panel().waitFor();
    const id = ids[0] ?? '';
    const row = (await promptOf(id)).slice(0, 40);
    await workbench.expand('Concepts');
    await workbench.expand(/^cat/);
    await workbench.treeMenu(new RegExp(`^${row}`), 'Open Prompt');
    await workbench.tab(`${id}.json`).waitFor();
    await expect.poll(title).toBe(id);

    await explorer.legendEntry('cat').click();
    await expect.poll(() => explorer.locate(id)).toBeNull();
    await workbench.treeMenu(new RegExp(`^${row}`), 'Show on Map');
    const unseen = explorer.find('.unseen');
    await unseen.getByText('is hidden by the legend').waitFor();
    await session.keepScreenshot('unseen');
    await unseen.getByRole('button', { name: 'Show All' }).click();
    await explorer.find(`#hover-card[data-id="${id}"]`).waitFor();
    await unseen.waitFor({ state: 'hidden' });
  });

  it('is pointed out from its prompt file, too', async () => {
    const { workbench } = session;
    const id = ids.at(-1) ?? '';
    const row = (await promptOf(id)).slice(0, 40);
    await workbench.expand('Concepts');
    await workbench.expand(/^tomato/);
    await workbench.treeMenu(new RegExp(`^${row}`), 'Open Prompt');
    const tab = workbench.tab(`${id}.json`);
    await tab.waitFor();
    await tab.click();
    await workbench.page.locator('.editor-actions .action-label[aria-label^="Show on Map"]').first().click();
    await explorer.find(`#hover-card[data-id="${id}"]`).waitFor();
  });
});
