import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/node/clock.ts';
import { thisHolder, type Holder } from '../../../../src/node/collection/holder.ts';
import { CollectionLock } from '../../../../src/node/collection/lock.ts';
import { failureOf } from '../../../fakes/failure-of.ts';

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

async function take(signal = new AbortController().signal): Promise<CollectionLock> {
  const onWait = (holder: Holder | undefined): void => void waitedFor.push(holder);
  const lock = await CollectionLock.take(folder, systemClock, signal, onWait, times);
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
    expect(await readdir(path.dirname(lockFile()))).toEqual([]);
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
