import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VOCABULARY } from '../../src/core/clusters/vocabulary.ts';
import type { ClustersHeader } from '../../src/core/collection/clusters-schema.ts';
import { writeTinyClip } from '../fakes/clip/model-folder.ts';
import { drawImages } from '../fakes/drawn-images.ts';
import { lexiclip, makeWorkspace, readJson, type CliResult } from './cli.ts';

/** A CLIP that transformers exported: `models/tiny-clip`. */
const recorded = process.env['LEXICLIP_TEST_DATA'] ?? '';

interface Model {
  readonly name: string;
  readonly skipped: boolean;
  readonly description: (folder: string) => Promise<string>;
}

const models: readonly Model[] = [
  { name: 'our own small CLIP', skipped: false, description: writeTinyClip },
  {
    name: 'a small CLIP that transformers exported',
    skipped: recorded === '',
    description: () => Promise.resolve(path.join(recorded, 'models/tiny-clip/model.json')),
  },
];

/* Weights are random: which word a cluster gets says nothing. That it gets one, from the model's text side, is what counts. */
describe.each(models)('clusters of one folder without prompts, with $name', ({ skipped, description }) => {
  let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
  let model = '';

  const run = (command: readonly string[]): Promise<CliResult> =>
    lexiclip([...command, '--model', model, '--device', 'cpu', '--workspace', workspace.path]);
  const inCollection = (file: string): string => path.join(workspace.path, '.lexiclip', file);
  const names = async (): Promise<readonly string[]> => {
    const [file = ''] = await readdir(inCollection('clusters'));
    const { levels } = await readJson<ClustersHeader>(workspace.path, `clusters/${file}`);
    return levels.flatMap(({ clusters }) => clusters.map(({ name }) => name));
  };

  beforeAll(async () => {
    if (skipped) return;
    workspace = await makeWorkspace();
    model = await description(path.join(workspace.path, 'model'));
    const folder = path.join(workspace.path, 'shapes');
    await drawImages(folder, 60);
    const explored = await run(['explore', '--source', 'folder', '--folder', folder, '--method', 'pca']);
    expect(explored.status, explored.stderr).toBe(0);
    expect(explored.stderr).toContain('clusters: words for names');
  });
  afterAll(async () => {
    if (!skipped) await workspace.remove();
  });

  it.skipIf(skipped)('have words for names, which are embedded once', async () => {
    const given = await names();
    expect(given.length).toBeGreaterThan(5);
    for (const name of given) expect(VOCABULARY).toContain(name);
    const files = await readdir(inCollection('cache/words'));
    expect(files.sort()).toEqual(['tiny-clip.json', 'tiny-clip.npy']);
    const again = await run(['clusters', '--seed', '7']);
    expect(again.status, again.stderr).toBe(0);
    expect(again.stderr).not.toContain('words for names');
    for (const name of await names()) expect(VOCABULARY).toContain(name);
  });

  it.skipIf(skipped)('have them again after the cache was deleted', async () => {
    await rm(inCollection('cache/words'), { recursive: true });
    const { status, stderr } = await run(['clusters', '--seed', '8']);
    expect(status, stderr).toBe(0);
    expect(stderr).toContain('words for names');
    for (const name of await names()) expect(VOCABULARY).toContain(name);
  });
});
