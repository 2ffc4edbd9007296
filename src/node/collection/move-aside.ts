import { randomUUID } from 'node:crypto';
import { rename } from 'node:fs/promises';
import type { ContainedFile } from '../../core/collection/store.ts';
import { withFileErrors } from '../file-errors.ts';
import { absolutePath, makeFolders } from './contained.ts';

/** What could not be used, but may be wanted again. */
const SET_ASIDE = 'cache/set-aside';

/** Moves whatever stands there out of the way, a link itself and not what it leads to; answers where it is then. */
export async function moveAside(file: ContainedFile): Promise<string> {
  const to = `${SET_ASIDE}/${file.path.replaceAll('/', '-').slice(-200)}-${randomUUID().slice(0, 8)}`;
  const copy = { folder: file.folder, path: to };
  await withFileErrors(absolutePath(file), async () => {
    await makeFolders(copy);
    await rename(absolutePath(file), absolutePath(copy));
  });
  return to;
}
