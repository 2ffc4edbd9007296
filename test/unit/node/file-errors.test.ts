import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readingFile, withFileErrors } from '../../../src/node/file-errors.ts';
import { failureOf } from '../../fakes/failure-of.ts';

const refusing = (code: string) => (): Promise<never> =>
  Promise.reject(Object.assign(new Error(code), { code }));

describe('writing', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EROFS', 'not-writable'],
    ['EACCES', 'not-writable'],
  ])('words %s as %s', async (code, kind) => {
    expect(await failureOf(withFileErrors('/x', refusing(code)))).toMatchObject({ kind, path: '/x' });
  });

  it('lets errors that are no refusals of the system through', async () => {
    await expect(withFileErrors('/x', () => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
    const stopped = AbortSignal.abort().reason as Error;
    await expect(withFileErrors('/x', () => Promise.reject(stopped))).rejects.toBe(stopped);
  });

  it('knows a disk that is really full', async ({ skip }) => {
    if (process.platform !== 'linux') skip('only Linux has /dev/full');
    const failing = withFileErrors('/dev/full', () => writeFile('/dev/full', 'x'));
    expect(await failureOf(failing)).toEqual({ kind: 'disk-full', path: '/dev/full' });
  });
});

describe('reading', () => {
  it.each(['EACCES', 'EISDIR', 'ELOOP', 'EMFILE', 'EIO'])('names the file for %s', async (code) => {
    expect(await failureOf(readingFile('/x', refusing(code)))).toMatchObject({
      kind: 'not-readable',
      path: '/x',
    });
  });

  it('answers undefined where there is no file', async () => {
    const absent = readingFile<string>('/x', refusing('ENOENT'));
    expect(await absent).toBeUndefined();
  });
});
