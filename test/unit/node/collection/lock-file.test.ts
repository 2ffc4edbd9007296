import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { thisHolder } from '../../../../src/node/collection/holder.ts';
import { makeLock } from '../../../../src/node/collection/lock-file.ts';
import { failureOf } from '../../../fakes/failure-of.ts';

vi.mock('node:fs/promises', { spy: true });

const holder = thisHolder(new Date('2026-06-01T12:00:00Z'), 'token');

let folder: string;
const lock = (): { folder: string; path: string } => ({ folder, path: 'cache/lock.json' });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-lock-file-'));
});
afterEach(async () => {
  vi.mocked(open).mockReset();
  await rm(folder, { recursive: true, force: true });
});

/** What the system answers to a call that fails with a code. */
const failing = (code: string): Error => Object.assign(new Error(code), { code });

describe('the file of a lock', () => {
  it('is made again where the folder vanishes at that moment', async () => {
    vi.mocked(open).mockRejectedValueOnce(failing('ENOENT'));
    const handle = await makeLock(lock(), holder);
    await handle?.close();
    expect(JSON.parse(await readFile(path.join(folder, 'cache/lock.json'), 'utf8'))).toMatchObject(holder);
  });

  it('does not stay where the disk is too full to say whose it is', async () => {
    vi.mocked(open).mockImplementationOnce(async (...of) => {
      const handle = await open(...of);
      vi.spyOn(handle, 'write').mockRejectedValue(failing('ENOSPC'));
      return handle;
    });
    expect(await failureOf(makeLock(lock(), holder))).toMatchObject({ kind: 'disk-full' });
    expect(await readdir(path.join(folder, 'cache'))).toEqual([]);
  });
});
