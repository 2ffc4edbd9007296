import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { missingForCuda } from '../../src/node/cuda/needs.ts';
import { zipOf } from '../fakes/zip.ts';
import { lexiclip, makeWorkspace, type CliResult } from './cli.ts';

/* Setting up CUDA, from a NuGet on the loopback interface whose package holds no real provider. */

const NATIVE = 'runtimes/linux-x64/native';
const FILES = {
  [`${NATIVE}/libonnxruntime_providers_shared.so`]: Buffer.from('not a library'),
  [`${NATIVE}/libonnxruntime_providers_cuda.so`]: Buffer.from('no library either'),
  'LICENSE.txt': Buffer.from('MIT'),
};

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let nuget: Server;
let archive: Buffer;
let digest: string | undefined;
let asked: string[];

beforeEach(async ({ skip }) => {
  if (process.platform !== 'linux' || process.arch !== 'x64') skip('CUDA is set up on Linux on x64 only');
  workspace = await makeWorkspace();
  archive = zipOf(FILES);
  digest = undefined;
  asked = [];
  nuget = createServer((request, response) => {
    asked.push(request.url ?? '');
    const address = `http://127.0.0.1:${(nuget.address() as AddressInfo).port}`;
    if (request.url?.includes('/registration5-semver1/microsoft.ml.onnxruntime.gpu.linux/1.30.0.json'))
      response.end(
        JSON.stringify({ catalogEntry: `${address}/entry`, packageContent: `${address}/package` }),
      );
    else if (request.url === '/entry') {
      const packageHash = digest ?? createHash('sha512').update(archive).digest('base64');
      response.end(
        JSON.stringify({ packageHash, packageHashAlgorithm: 'SHA512', packageSize: archive.length }),
      );
    } else if (request.url === '/package') response.end(archive);
    else response.writeHead(404).end();
  });
  nuget.listen(0, '127.0.0.1');
  await once(nuget, 'listening');
});
afterEach(async () => {
  nuget.close();
  await workspace.remove();
});

function cli(...args: string[]): Promise<CliResult> {
  const address = `http://127.0.0.1:${(nuget.address() as AddressInfo).port}`;
  return lexiclip(args, { env: { LEXICLIP_CACHE: workspace.path, LEXICLIP_NUGET: address } });
}

const folder = (): string => path.join(workspace.path, 'cuda/onnxruntime-1.30.0');

describe('setting up CUDA', () => {
  it('downloads nothing without consent', async () => {
    const { status, stderr } = await cli('setup-cuda');
    expect(status).toBe(1);
    expect(stderr).toContain('was not downloaded');
    expect(asked).not.toContain('/package');
  });

  it('puts the provider beside a runtime of its own, which the next run uses', async () => {
    const { status, stderr } = await cli('setup-cuda', '--yes');
    expect(stderr).toContain(`is set up in ${folder()}`);
    expect(status).toBe(0);
    expect((await readdir(folder())).sort()).toEqual([
      ...['libonnxruntime.so.1', 'libonnxruntime_providers_cuda.so', 'libonnxruntime_providers_shared.so'],
      'onnxruntime_binding.node',
    ]);
    expect(await readdir(path.dirname(folder()))).toEqual([path.basename(folder())]);
    const { devices, cudaSetUp } = JSON.parse((await cli('doctor', '--json')).stdout) as {
      devices: Record<string, string>;
      cudaSetUp: string;
    };
    // The runtime that was copied works, and meets the provider that is none.
    expect(devices['CPU']).toBe('works');
    expect(devices['CUDA']).toMatch(/^does not start/);
    expect(cudaSetUp).toMatch(/^set up/);
    asked.length = 0;
    expect((await cli('setup-cuda')).status).toBe(0);
    expect(asked).toEqual([]);
  });

  it.each([
    ['other bytes than NuGet’s digest says', () => (digest = Buffer.alloc(64).toString('base64'))],
    ['a package without the provider', () => (archive = zipOf({ 'LICENSE.txt': Buffer.from('MIT') }))],
    ['a package that unpacks to more than any has', () => (archive = withUnpackedSize(zipOf(FILES), 3e9))],
  ])('refuses %s, and leaves nothing', async (_what, change) => {
    change();
    const { status, stderr } = await cli('setup-cuda', '--yes');
    expect(status).toBe(1);
    expect(stderr).toContain('is not the file that was expected');
    expect(await readdir(path.dirname(folder())).catch(() => [])).toEqual([]);
  });

  it('says what the machine lacks', async () => {
    await mkdir(path.join(workspace.path, 'libraries'));
    await writeFile(path.join(workspace.path, 'libraries/libcudnn.so.9'), '');
    const missing = await missingForCuda({ LD_LIBRARY_PATH: path.join(workspace.path, 'libraries') });
    expect(missing.map(({ name }) => name)).not.toContain('cuDNN 9');
    const all = (await missingForCuda({})).map(({ library }) => library);
    const { stderr } = await cli('setup-cuda', '--yes');
    for (const library of all) expect(stderr).toContain(`(${library})`);
  });
});

/** A zip whose first file says that it is compressed, and how large it is without. */
function withUnpackedSize(zip: Buffer, bytes: number): Buffer {
  const changed = Buffer.from(zip);
  const entry = changed.indexOf('PK\x01\x02');
  changed.writeUInt16LE(8, entry + 10);
  changed.writeUInt32LE(bytes, entry + 24);
  return changed;
}
