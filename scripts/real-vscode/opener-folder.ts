import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const manifest = {
  name: 'opener',
  publisher: 'lexiclip',
  version: '0.0.0',
  engines: { vscode: '^1.101.0' },
  main: './extension.js',
  activationEvents: ['onStartupFinished'],
  extensionDependencies: ['lexiclip.lexiclip'],
};

/** Writes the extension of `opener.ts` into a folder of its own below `parent`; answers the folder. */
export async function writeOpener(parent: string): Promise<string> {
  const folder = join(parent, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
  await build({
    entryPoints: [join(import.meta.dirname, 'opener.ts')],
    outfile: join(folder, manifest.main),
    format: 'cjs',
    platform: 'node',
    bundle: true,
    external: ['vscode'],
    logLevel: 'warning',
  });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
