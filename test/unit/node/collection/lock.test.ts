import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/core/clock.ts';
import { systemClock } from '../../../../src/node/clock.ts';
import { thisHolder, type Holder } from '../../../../src/node/collection/holder.ts';
import { findLock } from '../../../../src/node/collection/lock-file.ts';
import { CollectionLock } from '../../../../src/node/collection/lock.ts';
import { failureOf } from '../../../fakes/failure-of.ts';
import { JumpingClock } from '../../../fakes/jumping-clock.ts';

const times = { beatMs: 20, patienceMs: 400, pollMs: 10 };

let workspace: string;
let folder: string;
let held: CollectionLock[];
let waitedFor: (Holder | undefined)[];
const lockFile = (): string => path.join(folder, 'cache/lock.json');

beforeEach(async () => {
  workspace = await mkdtemp(path.join(tmpdir(), 'lexiclip-lock-'));
  folder = path.join(workspace, '.lexiclip');
  held = [];
  waitedFor = [];
});
afterEach(async () => {
  for (const lock of held) await lock.release();
  await rm(workspace, { recursive: true, force: true });
});

async function take(
  signal = new AbortController().signal,
  clock: Clock = systemClock,
): Promise<CollectionLock> {
  const onWait = (holder: Holder | undefined): void => void waitedFor.push(holder);
  const lock = await CollectionLock.take(folder, clock, signal, onWait, times);
  held.push(lock);
  return lock;
}

/** Leaves the lock of another holder. */
async function leave(holder: object): Promise<void> {
  await mkdir(path.dirname(lockFile()), { recursive: true });
  await writeFile(lockFile(), `${JSON.stringify(holder)}\n`);
}

describe('the lock of a collection', () => {
  it('is had by one at a time, in this process as well, and then by the next', async () => {
    const first = await take();
    let isTaken = false;
    const second = take().then((lock) => {
      isTaken = true;
      return lock;
    });
    await expect.poll(() => waitedFor.length).toBe(1);
    expect(waitedFor[0]).toMatchObject({ process: process.pid });
    expect(isTaken).toBe(false);
    expect(await CollectionLock.tryToTake(folder, systemClock, times)).toBeUndefined();
    await first.release();
    await (await second).check();
  });

  it('says who has it', async () => {
    await take();
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ process: process.pid });
  });

  it('is taken by exactly one of many that wait for a holder that is gone', async () => {
    await leave({ ...thisHolder(new Date(), 'gone'), process: await endedProcess() });
    let [now, most] = [0, 0];
    const turns = Array.from({ length: 8 }, async () => {
      const lock = await take();
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await lock.check();
      now--;
      await lock.release();
    });
    await Promise.all(turns);
    held = [];
    expect(most).toBe(1);
    expect(await readdir(path.dirname(lockFile()), { recursive: true })).toEqual(['tmp']);
  });

  it('of a holder that is gone is removed by one alone, and one that was made since is not', async () => {
    await leave({ ...thisHolder(new Date(), 'gone'), process: await endedProcess() });
    const lock = { folder, path: 'cache/lock.json' };
    const { id = '' } = (await findLock(lock)) ?? {};
    // Another has begun to take over.
    const right = path.join(folder, `cache/tmp/${id}.lock`);
    await mkdir(path.dirname(right));
    await writeFile(right, JSON.stringify(thisHolder(new Date(), 'remover')));
    const cancelling = new AbortController();
    const clock = new JumpingClock('2026-06-01T12:00:00Z');
    const waiting = take(cancelling.signal, clock);
    await expect.poll(() => clock.pauses.length).toBeGreaterThan(0);
    expect(waitedFor).toEqual([]);
    await leave(thisHolder(new Date(), 'since'));
    await rm(right);
    await expect.poll(() => waitedFor).toMatchObject([{ token: 'since' }]);
    expect(await readFile(lockFile(), 'utf8')).toContain('since');
    cancelling.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });

  it('of a holder that is gone is taken over, also where another was killed as it took over', async () => {
    const ended = await endedProcess();
    await leave({ ...thisHolder(new Date(), 'gone'), process: ended });
    const { id = '' } = (await findLock({ folder, path: 'cache/lock.json' })) ?? {};
    await mkdir(path.join(folder, 'cache/tmp'));
    const remover = { ...thisHolder(new Date(), 'remover'), process: ended };
    await writeFile(path.join(folder, `cache/tmp/${id}.lock`), JSON.stringify(remover));
    await (await take()).check();
    expect(await readdir(path.join(folder, 'cache/tmp'))).toEqual([]);
  });

  it('of another machine is not taken over by who was suspended meanwhile, but a while after', async () => {
    await leave({ ...thisHolder(new Date(), 'other'), machine: 'other' });
    const clock = new JumpingClock('2026-06-01T12:00:00Z');
    const jumps = [3, 10, 17];
    clock.suspended = (pause) => (jumps.includes(pause) ? 100 * times.patienceMs : 0);
    await take(undefined, clock);
    expect(clock.pauses.length).toBeGreaterThan(17 + times.patienceMs / times.pollMs);
  });

  it.each([
    ['back', '2026-06-01T12:00:00Z', '2026-06-01T11:00:00Z', '1970-01-01T00:00:00Z'],
    ['forward', '2026-06-01T12:00:00Z', '2026-06-01T13:00:00Z', '2099-01-01T00:00:00Z'],
  ])('is held and waited for as ever where the clock is set %s', async (_way, ...shown) => {
    await leave({ ...thisHolder(new Date(), 'other'), machine: 'other' });
    const clock = new JumpingClock(...shown);
    const lock = await take(undefined, clock);
    expect(clock.pauses.length).toBeGreaterThanOrEqual(times.patienceMs / times.pollMs);
    await lock.check();
    expect(await CollectionLock.tryToTake(folder, clock, times)).toBeUndefined();
  });

  it('that is a folder is kept elsewhere, with what is in it', async () => {
    await mkdir(lockFile(), { recursive: true });
    await writeFile(path.join(lockFile(), 'mine'), 'mine');
    await take();
    const [kept = ''] = await readdir(path.join(folder, 'cache/set-aside'));
    expect(await readFile(path.join(folder, 'cache/set-aside', kept, 'mine'), 'utf8')).toBe('mine');
  });

  it('of a process whose number another has by now is taken over at once', async ({ skip }) => {
    if (process.platform !== 'linux') skip('only Linux tells when a process started');
    await leave({ ...thisHolder(new Date(), 'before'), started: '1' });
    await take();
    expect(waitedFor).toEqual([]);
  });

  it('of another machine that shows no sign of life is taken over after a while, not before', async () => {
    await leave({ ...thisHolder(new Date(), 'other'), machine: 'other', host: 'studio' });
    const start = performance.now();
    await take();
    expect(performance.now() - start).toBeGreaterThan(times.patienceMs);
    expect(waitedFor).toMatchObject([{ host: 'studio' }]);
  });

  it('of another machine that beats is waited for, and the wait can be cancelled', async () => {
    const other = { ...thisHolder(new Date(), 'other'), machine: 'other' };
    await leave({ ...other, beat: 0 });
    let beat = 0;
    const beating = setInterval(() => void leave({ ...other, beat: ++beat }), 30);
    const cancelling = new AbortController();
    const waiting = take(cancelling.signal);
    await expect.poll(() => beat, { timeout: 20_000 }).toBeGreaterThan((2 * times.patienceMs) / 30);
    cancelling.abort();
    await expect(waiting).rejects.toThrow('aborted');
    clearInterval(beating);
  });

  it.each(['', '{', '[]', 'null', '{"process": -1}'])('that is damaged (%j) is taken over', async (text) => {
    await mkdir(path.dirname(lockFile()), { recursive: true });
    await writeFile(lockFile(), text);
    await take();
    expect(waitedFor).toEqual([undefined]);
  });

  it('that is a link is removed, and what it leads to is left alone', async () => {
    await mkdir(path.dirname(lockFile()), { recursive: true });
    await writeFile(path.join(workspace, 'mine'), 'mine');
    await symlink(path.join(workspace, 'mine'), lockFile());
    await take();
    expect(await readFile(path.join(workspace, 'mine'), 'utf8')).toBe('mine');
  });

  it('is noticed to be lost by who was suspended while another took over', async () => {
    const lock = await take();
    await rm(lockFile());
    await leave({ ...thisHolder(new Date(), 'other'), machine: 'other' });
    await expect
      .poll(() => failureOf(lock.check()).catch(() => undefined))
      .toMatchObject({ kind: 'lock-lost' });
    await lock.release();
    held = [];
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ token: 'other' });
  });
});

/** The number of a process that was there and is no more. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? NaN;
}
