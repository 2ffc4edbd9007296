import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** The repository's root. */
export const root = path.resolve(import.meta.dirname, '../..');

/** The programs' sources, from the repository's root: nothing that was built. */
export async function sources(): Promise<readonly string[]> {
  const names = await Promise.all(
    ['src', 'webview'].map(async (folder) =>
      (await readdir(path.join(root, folder), { recursive: true })).map((name) => path.join(folder, name)),
    ),
  );
  return names
    .flat()
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => name.endsWith('.ts') && !/(^|\/)(dist|node_modules)\//.test(name));
}
