import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLE_CONCEPTS } from '../../src/core/concepts.ts';
import { cosine } from '../../src/core/embed/tensor.ts';
import { writeTinyClip } from '../fakes/clip/model-folder.ts';
import { startInferenceServer, type Fault, type InferenceServer } from '../fakes/inference-server.ts';
import { lexiclip, makeWorkspace, readJson, report, type CliResult } from './cli.ts';
import { readVectors } from './vectors.ts';

/* A server of the Open Inference Protocol embeds instead of this machine. */

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let model: string;
let server: InferenceServer | undefined;

beforeEach(async () => {
  workspace = await makeWorkspace();
  model = await writeTinyClip(path.join(workspace.path, 'model'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await workspace.remove();
});

async function explore(faults: readonly (Fault | undefined)[] = [], of = model): Promise<CliResult> {
  server ??= await startInferenceServer(path.join(path.dirname(of), 'vision.onnx'), faults);
  return lexiclip([
    ...['explore', ...EXAMPLE_CONCEPTS, '--source', 'sample', '--method', 'umap', '--json'],
    ...['--model', model, '--device', 'cpu', '--workspace', workspace.path],
    ...['--inference-endpoint', server.address],
  ]);
}

describe('a server that embeds', () => {
  it('gets batches, many at once, and its vectors are those of this machine', async () => {
    const { embedded, device, deviceReason } = report(await explore([undefined, 'beside']));
    expect({ embedded, device }).toEqual({ embedded: 120, device: 'server' });
    expect(deviceReason).toBe(`tiny-clip at ${new URL(server?.address ?? '').host}`);
    // Four to compare with, then all, in batches.
    expect(server?.batches.toSorted((a, b) => a - b)).toEqual([4, 8, 16, 16, 16, 16, 16, 16, 16]);
    expect(server?.most()).toBeGreaterThan(1);
    const theirs = await readVectors(workspace.path, 'tiny-clip-server');
    await lexiclip(['embed', '--model', model, '--device', 'cpu', '--workspace', workspace.path]);
    const ours = await readVectors(workspace.path, 'tiny-clip-fp32');
    expect([...theirs.keys()].sort()).toEqual([...ours.keys()].sort());
    for (const [id, vector] of theirs)
      expect(cosine(vector, ours.get(id) ?? vector), id).toBeGreaterThan(0.99999);
    expect(report(await explore()).embedded).toBe(0);
  });

  it('is asked again for a batch that failed for a reason that passes', async () => {
    const { embedded } = report(await explore([undefined, 'unavailable', 'broken-off', undefined, 'json']));
    expect(embedded).toBe(120);
    const { rows } = await readJson<{ rows: unknown[] }>(
      workspace.path,
      'cache/embeddings/tiny-clip-server.json',
    );
    expect(rows).toHaveLength(120);
  });

  it('that runs another model is refused', async () => {
    const other = await writeTinyClip(path.join(workspace.path, 'other'), 6);
    const result = await explore([], other);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('its vectors are not those of Tiny CLIP');
  });

  it('that refuses is told, and what was fetched is kept', async () => {
    const result = await explore(['refused']);
    expect(result.status).toBe(1);
    expect(result.stderr).toContain('cannot be used (status 400: {"error":"no such precision"})');
    await server?.close();
    server = undefined;
    expect(report(await explore()).embedded).toBe(120);
  });

  it('that is not there is told', async () => {
    server = {
      address: 'http://127.0.0.1:9',
      batches: [],
      most: () => 0,
      setFaults: () => undefined,
      close: () => Promise.resolve(),
    };
    const result = await explore();
    expect(result.status).toBe(1);
    expect(result.stderr).toContain(
      'The inference server at http://127.0.0.1:9/v2/models/tiny-clip cannot be used',
    );
  });
});
