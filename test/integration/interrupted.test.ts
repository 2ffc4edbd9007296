import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLE_CONCEPTS } from '../../src/core/concepts.ts';
import type { Progress } from '../../src/core/signal.ts';
import { Lexiclip } from '../../src/node/lexiclip.ts';
import { nodeTransport } from '../../src/node/node-transport.ts';
import { silentLogger } from '../fakes/fixed-clock.ts';
import { startLexicaServer } from '../fakes/lexica-server.ts';
import { collectionFiles, lexiclip, makeWorkspace, readJson, report, root, standIn } from './cli.ts';

const TOTAL = 120;
const request = { concepts: EXAMPLE_CONCEPTS, count: 10, methods: ['umap'], seed: 42 } as const;

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

beforeEach(async () => {
  workspace = await makeWorkspace();
});
afterEach(async () => {
  await workspace.remove();
});

/** Explores in this process, so that the process that runs the model can be found and killed. */
async function explore(onProgress: (progress: Progress, pid: number) => void): Promise<number> {
  const pipeline = new Lexiclip({
    workspace: workspace.path,
    installation: root,
    endpoints: { lexica: 'http://127.0.0.1:9/' },
    requestsPerMinute: 20,
    model: standIn,
    device: 'cpu',
    transport: nodeTransport(),
    confirmDownload: () => Promise.resolve(false),
    logger: silentLogger,
  });
  const task = {
    signal: new AbortController().signal,
    onProgress: (progress: Progress) => onProgress(progress, pipeline.inferencePid ?? NaN),
  };
  try {
    return (await pipeline.explore(request, 'sample', task)).embedded;
  } finally {
    pipeline.dispose();
  }
}

async function vectorsThatStand(): Promise<number> {
  const { rows } = await readJson<{ rows: unknown[] }>(
    workspace.path,
    'cache/embeddings/resnet50-imagenet.json',
  );
  return rows.length;
}

describe('the process that runs the model is killed', () => {
  it('once: it is started again, and the run completes', async () => {
    const killed = new Set<number>();
    const embedded = await explore(({ stage, done }, pid) => {
      if (stage !== 'embed' || done < 16 || killed.size > 0) return;
      killed.add(pid);
      process.kill(pid, 'SIGKILL');
    });
    expect(killed.size).toBe(1);
    expect(embedded).toBe(TOTAL);
  });

  it('again and again: the run says so, what was finished stands, and the next run completes', async () => {
    const killed = new Set<number>();
    const run = explore(({ stage, done }, pid) => {
      // What the last process had finished is told when it is gone.
      if (stage !== 'embed' || done < 8 || Number.isNaN(pid) || killed.has(pid)) return;
      killed.add(pid);
      process.kill(pid, 'SIGKILL');
    });
    await expect(run).rejects.toMatchObject({ failure: { kind: 'inference-crashed' } });
    const finished = await vectorsThatStand();
    expect(finished).toBeGreaterThanOrEqual(8);
    expect(finished).toBeLessThan(TOTAL);
    expect(await explore(() => undefined)).toBe(TOTAL - finished);
    expect(await vectorsThatStand()).toBe(TOTAL);
  });
});

describe('the command line', () => {
  const args = (): string[] => [
    ...['explore', ...EXAMPLE_CONCEPTS, '--source', 'sample', '--model', standIn, '--device', 'cpu'],
    ...['--method', 'umap', '--workspace', workspace.path, '--json'],
  ];
  /** A line that is told when some vectors are finished and others are not. */
  const isMidway = (line: string): boolean => /^embed: (2|3|4)\d of 120/.test(line);

  it('is killed: what was finished is not done again', async () => {
    const killed = await lexiclip(args(), {
      onLine: (line, kill) => {
        if (isMidway(line)) kill('SIGKILL');
      },
    });
    expect(killed.status).toBeNull();
    const { embedded, concepts } = report(await lexiclip(args()));
    expect(embedded).toBeGreaterThan(0);
    expect(embedded).toBeLessThanOrEqual(TOTAL - 20);
    expect(concepts.every(({ fetched }) => fetched === 0)).toBe(true);
    expect(await vectorsThatStand()).toBe(TOTAL);
    expect((await collectionFiles(workspace.path)).filter((file) => /journal|\.\d+$/.test(file))).toEqual([]);
  });

  it('is killed while it fetches: nothing that came is asked for again, and nothing half-written is taken', async () => {
    const server = await startLexicaServer({ concepts: 2 });
    try {
      const where = ['--endpoint', server.endpoint, '--workspace', workspace.path];
      const fetching = ['fetch', 'c0', 'c1', '--count', '50', ...where, '--json'];
      const killed = await lexiclip(fetching, {
        onLine: (line, kill) => {
          if (/^fetch: c0: (2|3)\d of 50/.test(line)) kill('SIGKILL');
        },
      });
      expect(killed.status).toBeNull();
      const { concepts } = report(await lexiclip(fetching));
      expect(concepts.map(({ fetched, cached, failed }) => [fetched + cached, failed])).toEqual([
        [50, []],
        [50, []],
      ]);
      expect(concepts[0]?.cached).toBeGreaterThanOrEqual(20);
      // Four were under way when it was killed.
      expect(server.requests.filter(({ kind }) => kind === 'image').length).toBeLessThanOrEqual(104);
      expect(server.requests.filter(({ kind }) => kind === 'search')).toHaveLength(2);
    } finally {
      await server.close();
    }
  });

  it('is interrupted: it stops with 130 and says that what was finished is kept', async () => {
    const interrupted = await lexiclip(args(), {
      onLine: (line, kill) => {
        if (isMidway(line)) kill('SIGINT');
      },
    });
    expect(interrupted.status).toBe(130);
    expect(interrupted.stderr).toContain('Stopped. What was finished is kept');
    expect(await vectorsThatStand()).toBeGreaterThanOrEqual(20);
  });
});
