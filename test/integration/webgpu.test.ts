import { access } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserUnavailable, provision } from '../../scripts/real-vscode/tools.ts';
import { cosine } from '../../src/core/embed/tensor.ts';
import { writeTinyClip } from '../fakes/clip/model-folder.ts';
import { lexiclip, makeWorkspace, report, type CliResult } from './cli.ts';
import { readVectors } from './vectors.ts';

/*
 * A GPU in software: SwiftShader's Vulkan, which comes with the browser of the end-to-end tests. It is slow, and
 * WebGPU runs on it as on any other.
 */

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let model: string;
let vulkan: Record<string, string>;
const reason = browserUnavailable();

beforeAll(async () => {
  if (reason !== undefined) return;
  const { browser = '' } = await provision();
  const driver = path.join(browser, 'vk_swiftshader_icd.json');
  await access(driver);
  vulkan = { VK_DRIVER_FILES: driver, LD_LIBRARY_PATH: browser };
  workspace = await makeWorkspace();
  model = await writeTinyClip(path.join(workspace.path, 'model'));
}, 600_000);
afterAll(() => workspace.remove());
beforeEach(({ skip }) => {
  if (reason !== undefined) skip(reason);
});

function explore(device: string, folder: string, env: Record<string, string>): Promise<CliResult> {
  const where = ['--workspace', path.join(workspace.path, folder), '--model', model, '--device', device];
  return lexiclip(['explore', 'cat', '--source', 'sample', '--method', 'umap', '--json', ...where], { env });
}

describe('WebGPU on a Vulkan in software', () => {
  it('gives the CPU’s vectors, and says where it ran', async () => {
    const { device, embedded } = report(await explore('webgpu', 'gpu', vulkan));
    expect({ device, embedded }).toEqual({ device: 'webgpu', embedded: 10 });
    await explore('cpu', 'cpu', {});
    const theirs = await readVectors(path.join(workspace.path, 'cpu'), 'tiny-clip-fp32');
    const ours = await readVectors(path.join(workspace.path, 'gpu'), 'tiny-clip-fp32');
    expect(ours.size).toBe(10);
    for (const [id, vector] of ours)
      expect(cosine(vector, theirs.get(id) ?? vector), id).toBeGreaterThan(0.999);
  });

  it('is what auto takes where CUDA is not set up', async () => {
    const { device, deviceReason } = report(await explore('auto', 'auto', vulkan));
    expect(device).toBe('webgpu');
    expect(deviceReason).toContain('first that proved itself (CUDA: ');
  });

  it('without a driver is refused by name, and auto takes the CPU', async () => {
    const none = { VK_DRIVER_FILES: '/nonexistent.json', VK_LOADER_DRIVERS_DISABLE: '*' };
    const named = await explore('webgpu', 'none', none);
    expect(named.status).toBe(1);
    expect(named.stderr).toContain('The device “webgpu” cannot be used here');
    const { device, deviceReason } = report(await explore('auto', 'none', none));
    expect(device).toBe('cpu');
    expect(deviceReason).toContain('WebGPU: ');
  });

  it('is in the report of lexiclip doctor', async () => {
    const { stdout } = await lexiclip(['doctor', '--json'], { env: vulkan });
    expect(JSON.parse(stdout)).toMatchObject({ devices: { WebGPU: 'works', CPU: 'works' } });
  });
});
