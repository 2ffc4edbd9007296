import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LexiclipError } from '../../../src/core/errors.ts';
import { checkDriver, driverVersionIn } from '../../../src/node/cuda/driver.ts';
import { setUpCuda } from '../../../src/node/cuda/set-up.ts';
import type { Transport } from '../../../src/node/transport.ts';
import { failureOf } from '../../fakes/failure-of.ts';

/* NuGet's answers name the next addresses; what they may lead to. */

const FEED = 'https://93.184.215.14';
const task = { signal: new AbortController().signal, onProgress: () => undefined };

beforeEach(({ skip }) => {
  if (process.platform !== 'linux' || process.arch !== 'x64') skip('CUDA is set up on Linux on x64 only');
  vi.stubEnv('LEXICLIP_NUGET', FEED);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

async function setUp(registration: object, catalog: object): Promise<{ failure: unknown; asked: string[] }> {
  const asked: string[] = [];
  const transport: Transport = (url) => {
    asked.push(url.href);
    const body = Buffer.from(JSON.stringify(asked.length === 1 ? registration : catalog));
    return Promise.resolve({
      status: 200,
      header: () => undefined,
      body: Readable.from([body]),
      cancel: () => Promise.resolve(),
    });
  };
  const confirmDownload = (): Promise<boolean> => Promise.resolve(true);
  const paths = { folder: '/nowhere/cuda', runtime: '/nowhere' };
  return { failure: await failureOf(setUpCuda({ ...paths, transport, confirmDownload }, task)), asked };
}

const registration = { catalogEntry: `${FEED}/entry`, packageContent: `${FEED}/package` };
const catalog = {
  packageHash: Buffer.alloc(64).toString('base64'),
  packageHashAlgorithm: 'SHA512',
  packageSize: 1000,
};

it('a public feed leads into no private network', async () => {
  const inside = 'http://192.168.1.1/entry';
  const { failure, asked } = await setUp({ ...registration, catalogEntry: inside }, catalog);
  expect(failure).toEqual({ kind: 'private-address', url: inside });
  expect(asked).toHaveLength(1);
});

it.each<[string, object, object]>([
  ['an address that is not of the web', { ...registration, packageContent: 'file:///etc/passwd' }, catalog],
  ['a package without end', registration, { ...catalog, packageSize: 2e12 }],
  ['a digest that is none', registration, { ...catalog, packageHash: 'none' }],
])('a feed is refused with %s', async (_what, first, second) => {
  expect((await setUp(first, second)).failure).toMatchObject({ kind: 'not-json' });
});

it('a feed is refused with an answer without end', async () => {
  const { failure } = await setUp({ ...registration, more: 'x'.repeat(1e6) }, catalog);
  expect(failure).toMatchObject({ kind: 'too-large' });
});

describe('the NVIDIA driver', () => {
  it.each([
    [
      'NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC 2023\nGCC version:  gcc version 12.3.0\n',
      '535.104.05',
    ],
    [
      'NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.54.14  Release Build  (dvs-builder@U16)  Thu Feb 22\n',
      '550.54.14',
    ],
    ['GCC version:  gcc version 12.3.0 (Ubuntu)\n', undefined],
    ['', undefined],
  ])('says its version in %j', (text, version) => expect(driverVersionIn(text)).toBe(version));

  it.each([undefined, '470.256.02', '524.9'])('of version %s does not run CUDA', (found) =>
    expect(() => checkDriver(found)).toThrow(
      new LexiclipError({ kind: 'no-nvidia-driver', found, oldest: 525 }),
    ),
  );

  it.each(['525.60.13', '550.54.14', '1000.1'])('of version %s does', (found) => checkDriver(found));
});

it('what the download of CUDA fails of is told of CUDA', async () => {
  const transport: Transport = () =>
    Promise.reject(
      new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
    );
  const paths = { folder: '/nowhere/cuda', runtime: '/nowhere' };
  const confirmDownload = (): Promise<boolean> => Promise.resolve(true);
  const failure = await failureOf(setUpCuda({ ...paths, transport, confirmDownload }, task));
  expect(failure).toMatchObject({ kind: 'cuda-unreachable' });
});
