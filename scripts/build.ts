import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { bundleWebview } from './bundle-webview.ts';
import { buildIcons } from './icon.ts';
import { writeLicences } from './licences.ts';
import { buildPages } from './pages.ts';
import { buildSample } from './sample/build.ts';
import { buildSchemas } from './schemas.ts';
import { buildStandIn } from './stand-in/build.ts';
import { buildWasm } from './wasm.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** zod carries its messages in fifty languages, none of which a user sees: half of what the editor would load. */
const withoutTranslations: esbuild.Plugin = {
  name: 'without-translations',
  setup(build) {
    build.onResolve({ filter: /\/locales\/index\.js$/ }, ({ resolveDir, path }) =>
      resolveDir.includes('/zod/') || resolveDir.includes('\\zod\\')
        ? { path: join(resolveDir, path, '../en.js') }
        : undefined,
    );
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // The oldest Node that the command line runs on; the extension host has a newer one.
  target: 'node20',
  // Packages with native binaries stay outside: they are the package's only run-time dependencies.
  external: ['vscode', 'onnxruntime-node', 'sharp', '@img/*'],
  // tsne-js parses its kernels at run time with cwise; the browser entry of that has no build tools in it.
  alias: { cwise: 'cwise/lib/cwise-esprima.js' },
  define: { 'import.meta.dirname': '__dirname' },
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  plugins: [withoutTranslations],
  logLevel: 'warning',
} as const satisfies esbuild.BuildOptions;

/** The programs of the host side, in CommonJS: VS Code's extension host loads its entry with `require`. */
async function bundleHost(): Promise<esbuild.Metafile[]> {
  await rm(`${root}dist`, { recursive: true, force: true });
  await mkdir(`${root}dist`, { recursive: true });
  await writeFile(`${root}dist/package.json`, '{ "type": "commonjs" }\n');
  const programs = await esbuild.build({
    ...common,
    entryPoints: [
      { in: 'src/cli.ts', out: 'cli' },
      { in: 'src/workers/inference.ts', out: 'workers/inference' },
      { in: 'src/workers/pixels.ts', out: 'workers/pixels' },
      { in: 'src/workers/projection.ts', out: 'workers/projection' },
      { in: 'src/workers/parquet.ts', out: 'workers/parquet' },
    ],
    outdir: 'dist',
  });
  // With `type: module` in package.json, only `.cjs` tells VS Code to load it with `require`.
  const extension = await esbuild.build({
    ...common,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.cjs',
  });
  return [programs.metafile, extension.metafile];
}

/** Everything that a checkout needs to run: programs, page, icon, schemas, documentation, sample collection and stand-in model. */
export async function build(): Promise<void> {
  const [host, page] = await Promise.all([bundleHost(), bundleWebview(), buildIcons()]);
  // It has nothing but types, and no imports: other extensions take it as it is.
  await copyFile(`${root}src/vscode/api/lexiclip-api.ts`, `${root}dist/lexiclip-api.d.ts`);
  await buildWasm();
  await buildSchemas();
  await buildPages();
  await writeLicences([...host, page], `${root}dist/THIRD-PARTY-LICENCES.txt`);
  await buildSample();
  await buildStandIn();
}

if (import.meta.filename === process.argv[1]) await build();
