import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { pathBelow } from '../path-below.ts';

/**
 * Whether a path is in a folder once all links are followed; of a path that is not there yet, that part of it which
 * is. A folder that is not there contains nothing.
 */
export async function isInside(file: string, folder: string): Promise<boolean> {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined) return false;
  const real = await resolved(path.resolve(file));
  return real === root || pathBelow(path, root, real) !== undefined;
}

async function resolved(file: string): Promise<string> {
  const parent = path.dirname(file);
  return realpath(file).catch(() => (parent === file ? file : resolved(parent)));
}
