import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Lexiclip } from '../../../src/node/lexiclip.ts';
import { nodeTransport } from '../../../src/node/node-transport.ts';
import { readTask, report } from '../subject.ts';

/*
 * Our whole path, from image files to vectors on disk, as the extension host runs it. The clock starts with the
 * first finished batch, as the other subjects' start when their model is loaded.
 */

const { model, workspace } = readTask() as { model: string; workspace: string };
const lexiclip = new Lexiclip({
  workspace,
  installation: path.resolve(import.meta.dirname, '../../..'),
  model,
  device: 'cpu',
  endpoints: { lexica: 'http://127.0.0.1:9/' },
  requestsPerMinute: 20,
  transport: nodeTransport(),
  confirmDownload: () => Promise.resolve(false),
  logger: { info: () => undefined, warn: (message) => process.stderr.write(`${message}\n`) },
});
// Measured before: what is timed below is one way from its first image to its last.
await lexiclip.measure({ signal: new AbortController().signal, onProgress: () => undefined });
let first: { at: number; done: number } | undefined;
const delay = monitorEventLoopDelay({ resolution: 1 });
const { embedded } = await lexiclip.embed({
  signal: new AbortController().signal,
  onProgress({ stage, done }) {
    if (stage !== 'embed' || done === 0 || first !== undefined) return;
    first = { at: performance.now(), done };
    delay.enable();
  },
});
const wallSeconds = (performance.now() - (first?.at ?? NaN)) / 1000;
delay.disable();
lexiclip.dispose();
const name = path.basename(model, '.onnx');
const vectors = path.join(workspace, `.lexiclip/cache/embeddings/${name}.json`);
const { plan } = JSON.parse(await readFile(vectors, 'utf8')) as { plan: object };
report({
  wallSeconds,
  imagesPerSecond: (embedded - (first?.done ?? 0)) / wallSeconds,
  embedded,
  longestHoldMilliseconds: delay.max / 1e6,
  ...plan,
});
