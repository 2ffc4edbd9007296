import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/**
 * Writes an extension that stands beside ours into a folder of its own below `parent`; answers the folder.
 * @param program Its TypeScript, which is started with the window. Absolute.
 */
export async function writeExtension(parent: string, program: string): Promise<string> {
  const manifest = {
    name: basename(program, '.ts'),
    publisher: 'lexiclip',
    version: '0.0.0',
    engines: { vscode: '^1.101.0' },
    main: './extension.js',
    activationEvents: ['onStartupFinished'],
    extensionDependencies: ['lexiclip.lexiclip'],
  };
  const folder = join(parent, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
  await build({
    entryPoints: [program],
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

/** The one that shows the map at once. */
export function writeOpener(parent: string): Promise<string> {
  return writeExtension(parent, join(import.meta.dirname, 'opener.ts'));
}
