import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as l10n from '@vscode/l10n';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import * as z from 'zod';
import { describeBytes } from '../../core/bytes.ts';
import { parseJson } from '../../core/collection/json.ts';
import { LexiclipError } from '../../core/errors.ts';
import { localList } from '../../core/language.ts';
import type { LongTask } from '../../core/signal.ts';
import { isPrivate } from '../addresses.ts';
import { bytesOf, exchange, type HttpResponse } from '../http.ts';
import { download } from '../models/download.ts';
import type { ModelDownload } from '../models/obtain.ts';
import { whyUnreachable } from '../network-failure.ts';
import type { Transport } from '../transport.ts';
import { checkCudaPlatform, PROVIDERS, RUNTIME, VERSION } from './provider.ts';

/** Where onnxruntime-node's own installer takes it from (its script/install-metadata.js). */
const PACKAGE = 'Microsoft.ML.OnnxRuntime.Gpu.Linux';
const FOLDER_IN_PACKAGE = 'runtimes/linux-x64/native/';

const JSON_LIMITS = { answerSeconds: 30, stallSeconds: 15, wholeSeconds: 60, limitBytes: 1e6 };
/** Packed and unpacked: eight times what nuget.org takes (learn.microsoft.com, "Publish NuGet packages"). */
const MOST_BYTES = 2e9;

const address = z.url({ protocol: /^https?$/ });
const registrationSchema = z.object({ catalogEntry: address, packageContent: address });
const catalogSchema = z.object({
  /** The 64 bytes of a SHA-512. */
  packageHash: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
  packageHashAlgorithm: z.literal('SHA512'),
  packageSize: z.number().int().positive().max(MOST_BYTES),
});

export interface CudaSetUp {
  /** Where the libraries are to be; see provider.ts. */
  readonly folder: string;
  /** onnxruntime-node's own binaries for this platform. */
  readonly runtime: string;
  readonly transport: Transport;
  readonly confirmDownload: (download: ModelDownload) => Promise<boolean>;
}

/**
 * Gets onnxruntime's CUDA provider after a question, checks it against the digest that NuGet publishes, and puts
 * it beside a copy of the runtime. Nothing is changed in the installation.
 * @throws LexiclipError `device-unavailable` on other platforms, `download-declined`, and what downloading throws.
 */
export async function setUpCuda(
  { folder, runtime, transport, confirmDownload }: CudaSetUp,
  task: LongTask,
): Promise<void> {
  checkCudaPlatform();
  const index = `${feed()}/v3/registration5-semver1/${PACKAGE.toLowerCase()}/${VERSION}.json`;
  // A mirror in a private network may name other addresses in it; a public feed may not.
  const privateHosts = await isPrivate(index);
  task.onProgress({ stage: 'cuda', done: 0, total: 1, message: l10n.t('Asking {0}', nugetHost()) });
  const read = <T>(from: string, schema: z.ZodType<T>): Promise<T> =>
    readJson({ url: from, schema, transport, privateHosts, signal: task.signal });
  const { catalogEntry, packageContent: url } = await read(index, registrationSchema);
  const entry = await read(catalogEntry, catalogSchema);
  const label = l10n.t('the CUDA provider of onnxruntime');
  const asked = { label, licence: 'MIT (Microsoft)', bytes: entry.packageSize, url, destination: folder };
  if (!(await confirmDownload(asked)))
    throw new LexiclipError({
      kind: 'download-declined',
      what: l10n.t('The CUDA provider'),
      bytes: entry.packageSize,
    });
  const file = { bytes: entry.packageSize, sha512: Buffer.from(entry.packageHash, 'base64').toString('hex') };
  const incomplete = `${folder}.nupkg.incomplete`;
  const wanted = { url, file, incomplete, privateHosts, label, stage: 'cuda' } as const;
  const archive = await download(wanted, transport, task).catch((error: unknown) => {
    throw asAboutCuda(error);
  });
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

/** Whom setting up asks. */
export function nugetHost(): string {
  return URL.canParse(feed()) ? new URL(feed()).host : feed();
}

/** What downloads models speaks of models. */
function asAboutCuda(error: unknown): unknown {
  if (!(error instanceof LexiclipError)) return error;
  const { failure } = error;
  if (failure.kind === 'model-unreachable')
    return new LexiclipError({ ...failure, kind: 'cuda-unreachable' }, { cause: error });
  if (failure.kind === 'model-corrupt')
    return new LexiclipError({ ...failure, kind: 'cuda-corrupt' }, { cause: error });
  return error;
}

/** NuGet's address, or that of a mirror. */
function feed(): string {
  return (process.env['LEXICLIP_NUGET'] ?? 'https://api.nuget.org').replace(/\/+$/, '');
}

async function readJson<T>({
  url,
  schema,
  transport,
  privateHosts,
  signal,
}: {
  readonly url: string;
  readonly schema: z.ZodType<T>;
  readonly transport: Transport;
  readonly privateHosts: boolean;
  readonly signal: AbortSignal;
}): Promise<T> {
  const read = async (response: HttpResponse): Promise<string> => {
    const { status } = response;
    if (status < 200 || status >= 300) throw new LexiclipError({ kind: 'http-status', url, status });
    return (await bytesOf(response)).toString();
  };
  let text;
  try {
    text = await exchange(transport, { url }, { ...JSON_LIMITS, privateHosts }, signal, read);
  } catch (error) {
    const detail = whyUnreachable(error);
    if (detail === undefined) throw error;
    throw new LexiclipError({ kind: 'cuda-unreachable', url, detail }, { cause: error });
  }
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) throw new LexiclipError({ kind: 'not-json', url });
  return parsed.data;
}

/** Takes the provider's libraries out of the package, which is a zip file. */
async function unpack(archive: string, destination: string): Promise<void> {
  const zip = await openPromise(archive);
  const wanted = new Set(PROVIDERS.map((name) => `${FOLDER_IN_PACKAGE}${name}`));
  const corrupt = (detail: string): LexiclipError =>
    new LexiclipError({ kind: 'cuda-corrupt', path: archive, detail });
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    if (!wanted.delete(entry.fileName)) continue;
    // What an entry says of its size is checked by yauzl (`validateEntrySize`).
    bytes += entry.uncompressedSize;
    if (bytes > MOST_BYTES) throw corrupt(l10n.t('it unpacks to more than {0}', describeBytes(MOST_BYTES)));
    await extract(zip, entry, destination);
  }
  if (wanted.size > 0) throw corrupt(l10n.t('it has no {0}', localList([...wanted])));
}

async function extract(zip: ZipFile, entry: Entry, destination: string): Promise<void> {
  const target = createWriteStream(path.join(destination, path.posix.basename(entry.fileName)));
  await pipeline(await zip.openReadStreamPromise(entry), target);
}
