import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { countClosed, countOpened, startCounting } from './opens.ts';

/*
 * Loaded with `node --import` before the code to measure, and in its threads too: counts the files of a collection that
 * are opened through `open` and `readFile` of node:fs/promises. Files opened by other processes are not counted.
 */

const INSIDE = `${path.sep}.lexiclip${path.sep}`;
const { promises } = fs;
const { open, readFile } = promises;

if (isMainThread) startCounting();

promises.open = async (file, flags, mode) => {
  const handle = await open(file, flags, mode);
  if (!isInside(file)) return handle;
  countOpened(isForReading(flags));
  const close = handle.close.bind(handle);
  handle.close = async () => {
    const isOpen = handle.fd >= 0;
    await close();
    if (isOpen) countClosed();
  };
  return handle;
};

promises.readFile = (async (file: fs.PathLike, ...rest: [never]) => {
  if (!isInside(file)) return readFile(file, ...rest);
  countOpened(true);
  try {
    return await readFile(file, ...rest);
  } finally {
    countClosed();
  }
}) as typeof readFile;

syncBuiltinESMExports();

function isInside(file: unknown): boolean {
  return typeof file === 'string' && file.includes(INSIDE);
}

function isForReading(flags: string | number | undefined): boolean {
  if (typeof flags === 'string') return flags.startsWith('r') || flags.endsWith('+');
  const { O_WRONLY, O_RDWR } = fs.constants;
  return ((flags ?? 0) & (O_WRONLY | O_RDWR)) !== O_WRONLY;
}
