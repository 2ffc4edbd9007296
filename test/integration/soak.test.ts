import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FaultKind } from '../fakes/lexica-faults.ts';
import { startLexicaServer, type LexicaServer } from '../fakes/lexica-server.ts';
import { lexiclip, makeWorkspace, report } from './cli.ts';

const CONCEPTS = 200;
const EACH = 50;
const MOST_MEGABYTES = 400;
/** In all a twentieth of the requests. */
const faults: readonly FaultKind[] = [
  'server-error',
  'reset',
  'broken-off',
  'half-the-bytes',
  'gateway-timeout',
];

let server: LexicaServer;
let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

beforeAll(async () => {
  server = await startLexicaServer({ concepts: CONCEPTS });
  workspace = await makeWorkspace();
});
afterAll(async () => {
  await workspace.remove();
  await server.close();
});

/** The most memory that a process has had, in megabytes; 0 where the system does not tell. */
function peakMegabytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}

it('10,000 images from a service that fails at random come whole', { timeout: 900_000 }, async () => {
  server.setFaults(
    faults.flatMap((kind) => [
      { kind, on: 'image', share: 0.01 },
      { kind, on: 'search', share: 0.01 },
    ]),
  );
  const concepts = Array.from({ length: CONCEPTS }, (_, index) => `c${index}`);
  const where = ['--endpoint', server.endpoint, '--workspace', workspace.path];
  const how = ['--count', String(EACH), '--requests-per-minute', '6000', '--json'];
  let peak = 0;
  const result = await lexiclip(['fetch', ...concepts, ...where, ...how], {
    onLine: (_line, _kill, pid) => {
      peak = Math.max(peak, peakMegabytes(pid));
    },
  });
  const { concepts: fetched } = report(result);
  expect(fetched.reduce((sum, concept) => sum + concept.fetched, 0)).toBe(CONCEPTS * EACH);
  expect(fetched.flatMap(({ failed }) => failed)).toEqual([]);
  expect(peak).toBeLessThan(MOST_MEGABYTES);
  const folder = path.join(workspace.path, '.lexiclip');
  expect(await readdir(path.join(folder, 'images'))).toHaveLength(CONCEPTS * EACH);
  const prompts = await readdir(path.join(folder, 'concepts'), { recursive: true });
  expect(prompts.filter((file) => /[0-9a-f-]{36}\.json$/.test(file))).toHaveLength(CONCEPTS * EACH);
  // What failed was asked again, and little else: a twentieth, give or take the luck of the draw.
  const most = (CONCEPTS * EACH + CONCEPTS) * 1.08;
  expect(server.requests.length).toBeLessThan(most);
  process.stderr.write(`soak: ${server.requests.length} requests, at most ${peak.toFixed(0)} MB\n`);
});
