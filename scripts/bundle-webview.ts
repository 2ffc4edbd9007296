import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The explorer's page: `webview/dist/explorer.js` and `explorer.css` with `codicon.ttf` beside it. The same
 * files serve the editor and exported pages.
 */
export async function bundleWebview(): Promise<esbuild.Metafile> {
  await rm(`${root}webview/dist`, { recursive: true, force: true });
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'webview/main.ts', out: 'explorer' },
      { in: 'webview/styles/explorer.css', out: 'explorer' },
    ],
    outdir: 'webview/dist',
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    // VS Code 1.101 is on Chromium 134; exported pages open in any browser of 2023.
    target: 'es2022',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    // Exported pages carry the script in them: umlauts and the like must survive any encoding.
    charset: 'ascii',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

if (import.meta.filename === process.argv[1]) await bundleWebview();
