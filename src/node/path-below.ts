import type path from 'node:path';
import { isPlainPath } from '../core/collection/file-rules.ts';

/**
 * A file's path below a folder, `/` between names; undefined where it is not below it.
 * @param system `path.posix` or `path.win32`.
 */
export function pathBelow(
  system: Pick<typeof path.posix, 'relative' | 'isAbsolute' | 'sep'>,
  folder: string,
  file: string,
): string | undefined {
  const relative = system.relative(folder, file);
  if (relative === '' || system.isAbsolute(relative)) return undefined;
  const inside = relative.split(system.sep).join('/');
  if (inside.split('/').includes('..')) return undefined;
  // Streams, devices and the like are no names of their own, only on Windows.
  return system.sep === '\\' && !isPlainPath(inside) ? undefined : inside;
}
