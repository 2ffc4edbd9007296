import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cosine } from '../../src/core/embed/tensor.ts';
import { startLexicaServer, type LexicaServer } from '../fakes/lexica-server.ts';
import { lexiclip, makeWorkspace, readJson, report, standIn } from './cli.ts';
import { readVectors, sameConceptShare } from './vectors.ts';

/** A folder with recorded data: `data/photos12` and `models/resnet50-expected.json`. */
const recorded = process.env['LEXICLIP_TEST_DATA'] ?? '';
const photographs = path.join(recorded, 'data/photos12');
const MODEL = 'resnet50-imagenet';

describe('105 photographs of eleven concepts, with the stand-in model', () => {
  const workspaces: Awaited<ReturnType<typeof makeWorkspace>>[] = [];
  let server: LexicaServer;

  beforeAll(async () => {
    if (recorded === '') return;
    workspaces.push(await makeWorkspace(), await makeWorkspace());
    server = await startLexicaServer({ folder: photographs });
    return async () => {
      await server.close();
      await Promise.all(workspaces.map(({ remove }) => remove()));
    };
  });

  beforeEach(({ skip }) => {
    if (recorded === '') skip('LEXICLIP_TEST_DATA does not name a folder with recorded photographs');
  });

  const explore = async (workspace: string, ...source: string[]): Promise<void> => {
    const common = ['--count', '50', '--method', 'umap', '--model', standIn, '--device', 'cpu', '--json'];
    const result = await lexiclip(['explore', ...source, '--workspace', workspace, ...common]);
    expect(result.stderr).not.toContain('warning');
    expect(report(result).embedded).toBe(105);
  };

  it('from a folder: at least 85 % have their nearest neighbour in their own concept', async () => {
    const { path: workspace = '' } = workspaces[0] ?? {};
    await explore(workspace, '--source', 'folder', '--folder', photographs);
    const share = await sameConceptShare(workspace, MODEL);
    expect(share).toBeGreaterThanOrEqual(0.85);
  });

  it('gives the recorded vectors of six of them', async () => {
    const { path: workspace = '' } = workspaces[0] ?? {};
    const file = path.join(recorded, 'models/resnet50-expected.json');
    const expected = JSON.parse(await readFile(file, 'utf8')) as { vectors: Record<string, number[]> };
    const vectors = await readVectors(workspace, MODEL);
    expect(Object.keys(expected.vectors)).toHaveLength(6);
    for (const [id, reference] of Object.entries(expected.vectors)) {
      const ours = vectors.get(id) ?? new Float32Array();
      expect(ours.length).toBe(2048);
      expect(cosine(ours, Float32Array.from(reference)), id).toBeGreaterThan(0.9999);
    }
  });

  it('from a server: the same', async () => {
    const { path: workspace = '' } = workspaces[1] ?? {};
    const { concepts } = await readJson<{ concepts: string[] }>(workspaces[0]?.path ?? '', 'collection.json');
    await explore(workspace, ...concepts, '--endpoint', server.endpoint);
    expect(await sameConceptShare(workspace, MODEL)).toBeGreaterThanOrEqual(0.85);
  });
});
