import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { ClusteredImage, ClustersHeader } from '../../src/core/collection/clusters-schema.ts';
import type { ConceptFile, ProjectionFile } from '../../src/core/collection/schema.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { untilFilesAreWatched } from './watched.ts';

const CLUSTERS = 'clusters/resnet50-imagenet.json';

/* The sidebar, while the files that it lists change. */
describe('the sidebar in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(['cat', 'dog'], (workspaceFrom) =>
      openSession({ settings: offline, workspaceFrom }),
    );
    await untilFilesAreWatched(session);
    return async () => {
      await session.close();
    };
  });

  eachTestStartsAnew(() => session);

  it('acts on the entry whose menu was opened, whatever comes and goes meanwhile', async () => {
    const { workbench } = session;
    const [, second = ''] = (await concept('cat')).images;
    const item = await workbench.openTreeMenu('PCA · plain', 'Delete Map');
    const plain = await projection('plain');
    for (const name of ['a', 'b', 'c']) {
      await write(`projections/${name}.json`, { ...plain, name });
      await workbench.treeRow(`PCA · ${name}`).waitFor();
    }
    await write('projections/plain.json', { ...plain, seed: 77 });
    await write(`concepts/cat/${second}.json`, {
      ...(await prompt('cat', second)),
      prompt: 'something else',
    });
    for (const name of ['a', 'b', 'c']) {
      await rm(file(`projections/${name}.json`));
      await workbench.treeRow(`PCA · ${name}`).waitFor({ state: 'hidden' });
    }
    await workbench.choose(item);
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Delete the map PCA · plain?').waitFor();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await workbench.treeRow('PCA · plain').waitFor({ state: 'hidden' });
    await expect(stat(file('projections/plain.json'))).rejects.toThrow('ENOENT');
    await write('projections/plain.json', plain);
    await workbench.treeRow('PCA · plain').waitFor();
  });

  it('opens the prompt whose menu was opened, while its concept gets others', async () => {
    const { workbench } = session;
    const before = await concept('dog');
    const [first = '', second = '', ...others] = before.images;
    await workbench.expand(/^dog/);
    const item = await workbench.openTreeMenu(text(await prompt('dog', second)), 'Open Prompt');
    for (const images of [
      [second, ...others],
      [first, second],
      [second, first, ...others],
    ]) {
      await write('concepts/dog/concept.json', { ...before, images });
      await workbench.treeRow(new RegExp(`^dog\\s*${images.length} images`)).waitFor();
    }
    await workbench.choose(item);
    await workbench.tab(`${second}.json`).waitFor();
    await write('concepts/dog/concept.json', before);
  });

  it('draws what others wrote as text', async () => {
    const { workbench } = session;
    const [first = ''] = (await concept('cat')).images;
    const before = await prompt('cat', first);
    await write(`concepts/cat/${first}.json`, { ...before, prompt: '$(check) \u202e[x](command:y)\nz' });
    await workbench.expand(/^cat/);
    await workbench.treeRow('$ (check) [x] (command:y) z').waitFor();
    await write(`concepts/cat/${first}.json`, before);
    await workbench.treeRow(text(before)).waitFor();
  });

  it('follows a collection that is deleted, and one that is put in its place', async () => {
    const { workbench } = session;
    const explorer = new Explorer(workbench);
    const kept = await mkdtemp(join(tmpdir(), 'lexiclip-kept-'));
    try {
      await cp(file(''), kept, { recursive: true });
      await explorer.open();
      await rm(file(''), { recursive: true });
      await workbench.treeRow('Concepts').waitFor({ state: 'hidden' });
      await explorer.find('.message').getByText('No map yet').waitFor();
      await session.keepScreenshot('collection deleted');
      await cp(kept, file(''), { recursive: true });
      await workbench.treeRow(/^cat/).waitFor();
      await explorer.projectionButton('umap').waitFor();
    } finally {
      await rm(kept, { recursive: true });
    }
  });

  it('asks which image is meant where a command is called without one', async () => {
    const { workbench } = session;
    const [first = ''] = (await concept('cat')).images;
    await workbench.runCommand('Lexica: Open Prompt');
    await workbench.pick('Which prompt?', text(await prompt('cat', first)));
    await workbench.tab(`${first}.json`).waitFor();
  });

  it('shows the images of one concept alone on the map, from its menu', async () => {
    const { workbench } = session;
    const explorer = new Explorer(workbench);
    await workbench.treeMenu(/^cat/, 'Only This on Map');
    await expect.poll(() => explorer.legendEntry('dog').getAttribute('aria-pressed')).toBe('false');
    expect(await explorer.legendEntry('cat').getAttribute('aria-pressed')).toBe('true');
    // The button of the row, of another one while the map is open.
    await workbench.treeAction(/^dog/, 'Only This on Map');
    await expect.poll(() => explorer.legendEntry('dog').getAttribute('aria-pressed')).toBe('true');
    expect(await explorer.legendEntry('cat').getAttribute('aria-pressed')).toBe('false');
  });

  it('fetches more of a concept, as many as it should have', async () => {
    const { workbench } = session;
    await workbench.treeRow(/^dog\s*5 images/).waitFor();
    await workbench.treeMenu(/^dog/, 'Fetch More Images…');
    const question = /How many images should it have\? Now: 5 images/;
    await workbench.question(question).waitFor();
    await workbench.answer(question, '7');
    // What becomes of the maps that there are.
    await workbench.pick(/New Images\?/, 'Keep positions, insert new');
    await workbench.treeRow(/^dog\s*7 images/).waitFor();
    await workbench.idle();
    expect((await concept('dog')).requested).toBe(7);
  });

  it('lists clusters with their images, renames one, and makes it a concept', async () => {
    const { workbench } = session;
    const before = await clusters();
    const [cluster] = before.levels.at(-1)?.clusters ?? [];
    const named = (name: string): string =>
      JSON.stringify(before).replace(JSON.stringify(cluster), JSON.stringify({ ...cluster, name }));
    await writeFile(file(CLUSTERS), named('Whiskers'));
    await workbench.treeRow('Whiskers').waitFor();
    const own = before.images.filter((image) => image.cluster === cluster?.id).map(({ id }) => id);

    await workbench.treeMenu('Whiskers', 'Rename Cluster…');
    await workbench.answer('Rename Whiskers', 'Beasts in a row');
    const row = workbench.treeRow(new RegExp(`^Beasts in a row\\s*${own.length} image`));
    await row.waitFor();
    expect((await clusters()).levels.at(-1)?.clusters[0]).toEqual({ ...cluster, name: 'Beasts in a row' });
    await workbench.expand(/^Beasts in a row/);
    await session.keepScreenshot('clusters in the sidebar');

    await workbench.treeMenu(/^Beasts in a row/, 'Make Cluster a Concept…');
    const question = 'Make Beasts in a row a Concept';
    await workbench.question(question).waitFor();
    await workbench.quickInput.locator('input[type="text"]').fill('Cat');
    await workbench.quickInput.getByText('“Cat” is a concept already; choose another name.').waitFor();
    await workbench.answer(question, 'Our pets');
    await workbench.treeRow(new RegExp(`^Our pets\\s*${own.length} image`)).waitFor();
    expect((await concept('our-pets')).images.toSorted()).toEqual(own.toSorted());
    for (const id of own) expect(await session.collectionFile(`concepts/our-pets/${id}.json`)).toBeDefined();
    await workbench.idle();

    await workbench.runCommand('Lexica: Show Cluster on Map');
    await workbench.pick('Which cluster?', 'Beasts in a row');
    await new Explorer(workbench).find(`#hover-card[data-id="${cluster?.medoid ?? ''}"]`).waitFor();

    await writeFile(file(CLUSTERS), '{');
    await workbench.treeRow(/^Clusters/).waitFor({ state: 'hidden' });
    await workbench.treeRow(/^resnet50-imagenet\.json/).waitFor();
    await write(CLUSTERS, before);
    await workbench.treeRow(/^Clusters/).waitFor();
  });

  function file(path: string): string {
    return join(session.workspace, '.lexiclip', path);
  }

  async function write(path: string, value: unknown): Promise<void> {
    await writeFile(file(path), JSON.stringify(value));
  }

  async function concept(slug: string): Promise<ConceptFile> {
    return JSON.parse(await readFile(file(`concepts/${slug}/concept.json`), 'utf8')) as ConceptFile;
  }

  async function prompt(slug: string, id: string): Promise<{ readonly prompt: string }> {
    return (await session.collectionFile(`concepts/${slug}/${id}.json`)) as { prompt: string };
  }

  async function projection(name: string): Promise<ProjectionFile> {
    return (await session.collectionFile(`projections/${name}.json`)) as ProjectionFile;
  }

  async function clusters(): Promise<ClustersHeader & { readonly images: readonly ClusteredImage[] }> {
    return (await session.collectionFile(CLUSTERS)) as ClustersHeader & { images: ClusteredImage[] };
  }

  function text({ prompt: whole }: { readonly prompt: string }): string {
    return whole.trim();
  }
});
