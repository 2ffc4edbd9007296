import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { z } from 'zod';
import { LexiclipError } from '../../core/errors.ts';
import type { LongTask } from '../../core/signal.ts';
import { download } from '../models/download.ts';
import type { ModelDownload } from '../models/obtain.ts';
import { networkReason } from '../network-failure.ts';
import { PROVIDERS, RUNTIME, VERSION } from './provider.ts';

/** Where onnxruntime-node's own installer takes it from (its script/install-metadata.js). */
const PACKAGE = 'Microsoft.ML.OnnxRuntime.Gpu.Linux';
const FOLDER_IN_PACKAGE = 'runtimes/linux-x64/native/';

const registrationSchema = z.object({ catalogEntry: z.url(), packageContent: z.url() });
const catalogSchema = z.object({
  packageHash: z.string(),
  packageHashAlgorithm: z.literal('SHA512'),
  packageSize: z.number().int().positive(),
});

export interface CudaSetUp {
  /** Where the libraries are to be; see provider.ts. */
  readonly folder: string;
  /** onnxruntime-node's own binaries for this platform. */
  readonly runtime: string;
  readonly fetch: typeof globalThis.fetch;
  readonly confirmDownload: (download: ModelDownload) => Promise<boolean>;
}

/**
 * Gets onnxruntime's CUDA provider after a question, checks it against the digest that NuGet publishes, and puts
 * it beside a copy of the runtime. Nothing is changed in the installation.
 * @throws LexiclipError `device-unavailable` on other platforms, `download-declined`, and what downloading throws.
 */
export async function setUpCuda(
  { folder, runtime, fetch, confirmDownload }: CudaSetUp,
  task: LongTask,
): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const detail = `it is for Linux on x64, and this is ${process.platform}-${process.arch}`;
    throw new LexiclipError({ kind: 'device-unavailable', device: 'cuda', detail });
  }
  const { signal } = task;
  const index = `${feed()}/v3/registration5-semver1/${PACKAGE.toLowerCase()}/${VERSION}.json`;
  const { catalogEntry, packageContent: url } = await readJson(
    index,
    registrationSchema,
    fetch,
    signal as AbortSignal,
  );
  const entry = await readJson(catalogEntry, catalogSchema, fetch, signal as AbortSignal);
  const label = 'the CUDA provider of onnxruntime';
  const asked = { label, licence: 'MIT (Microsoft)', bytes: entry.packageSize, url, destination: folder };
  if (!(await confirmDownload(asked)))
    throw new LexiclipError({
      kind: 'download-declined',
      what: 'The CUDA provider',
      bytes: entry.packageSize,
    });
  const file = { bytes: entry.packageSize, sha512: Buffer.from(entry.packageHash, 'base64').toString('hex') };
  const archive = await download({ url, file, incomplete: `${folder}.nupkg.incomplete`, label }, fetch, task);
  const staging = `${folder}.making`;
  await rm(staging, { recursive: true, force: true });
  await mkdir(staging, { recursive: true });
  try {
    await unpack(archive, staging);
    for (const name of RUNTIME) await copyFile(path.join(runtime, name), path.join(staging, name));
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
    await rm(archive, { force: true });
  }
}

/** NuGet's address, or that of a mirror. */
function feed(): string {
  return (process.env['LEXICLIP_NUGET'] ?? 'https://api.nuget.org').replace(/\/+$/, '');
}

async function readJson<T>(
  url: string,
  schema: z.ZodType<T>,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<T> {
  let response;
  try {
    response = await fetch(url, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw new LexiclipError(
      { kind: 'model-unreachable', url, detail: networkReason(error) },
      { cause: error },
    );
  }
  if (!response.ok) throw new LexiclipError({ kind: 'http-status', url, status: response.status });
  const parsed = schema.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw new LexiclipError({ kind: 'not-json', url });
  return parsed.data;
}

/** Takes the provider's libraries out of the package, which is a zip file. */
async function unpack(archive: string, destination: string): Promise<void> {
  const zip = await openPromise(archive);
  const wanted = new Set(PROVIDERS.map((name) => `${FOLDER_IN_PACKAGE}${name}`));
  for await (const entry of zip.eachEntry())
    if (wanted.delete(entry.fileName)) await extract(zip, entry, destination);
  if (wanted.size > 0) {
    const detail = `it has no ${[...wanted].join(', ')}`;
    throw new LexiclipError({ kind: 'model-corrupt', path: archive, detail });
  }
}

async function extract(zip: ZipFile, entry: Entry, destination: string): Promise<void> {
  const target = createWriteStream(path.join(destination, path.posix.basename(entry.fileName)));
  await pipeline(await zip.openReadStreamPromise(entry), target);
}
