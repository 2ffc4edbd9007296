import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createVSIX, listFiles } from '@vscode/vsce';
import { build } from './build.ts';

const root = path.resolve(import.meta.dirname, '..');

/** The image decoder for Electron on Linux (src/node/images/sharp.ts), and what it needs. */
const wasmDecoder = ['@img/sharp-wasm32', '@emnapi/runtime', 'tslib'];

/** Where the native binaries of a platform are. Its packages must be installed: npm installs the machine's own. */
const natives: Readonly<Record<string, readonly string[]>> = {
  'linux-x64': [
    'onnxruntime-node/bin/napi-v6/linux/x64',
    '@img/sharp-linux-x64',
    '@img/sharp-libvips-linux-x64',
    ...wasmDecoder,
  ],
  'linux-arm64': [
    'onnxruntime-node/bin/napi-v6/linux/arm64',
    '@img/sharp-linux-arm64',
    '@img/sharp-libvips-linux-arm64',
    ...wasmDecoder,
  ],
  'darwin-arm64': [
    'onnxruntime-node/bin/napi-v6/darwin/arm64',
    '@img/sharp-darwin-arm64',
    '@img/sharp-libvips-darwin-arm64',
  ],
  'win32-x64': ['onnxruntime-node/bin/napi-v6/win32/x64', '@img/sharp-win32-x64'],
  'win32-arm64': ['onnxruntime-node/bin/napi-v6/win32/arm64', '@img/sharp-win32-arm64'],
};

/**
 * Packages what stands built as `build/lexiclip-<target>.vsix`; answers its path. The default target is this
 * machine's platform.
 * @throws Error where the package would lack a native library or carry one of another platform.
 */
export async function packageVsix(target = `${process.platform}-${process.arch}`): Promise<string> {
  const folders = natives[target];
  if (folders === undefined) {
    throw new Error(
      `There is no package for ${target}. There is one for: ${Object.keys(natives).join(', ')}.`,
    );
  }
  const ignoreFile = path.join(root, 'build', `vscodeignore-${target}`);
  const allowed = folders.map((folder) => `!node_modules/${folder}/**`);
  await writeFile(
    ignoreFile,
    [await readFile(path.join(root, '.vscodeignore'), 'utf8'), ...allowed, ''].join('\n'),
  );
  checkContents(await listFiles({ cwd: root, ignoreFile }), folders);
  const packagePath = path.join(root, 'build', `lexiclip-${target}.vsix`);
  await createVSIX({
    cwd: root,
    target,
    ignoreFile,
    packagePath,
    // There is no public repository yet that the README's relative links could be rewritten to.
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return packagePath;
}

/** Native code of any platform, by its file endings, and in folders that can only hold such. */
const NATIVE = /\.(node|dll|dylib|onnx)$|\.so(\.|$)|(^|\/)node-(bin-)?(linux|darwin|win)/;

function checkContents(files: readonly string[], folders: readonly string[]): void {
  const unix = files.map((file) => file.replaceAll(path.sep, '/'));
  const own = (file: string): boolean => folders.some((folder) => file.startsWith(`node_modules/${folder}/`));
  const foreign = unix.filter((file) => NATIVE.test(file) && !own(file));
  if (foreign.length > 0) throw new Error(`The package would carry foreign binaries: ${foreign.join(', ')}`);
  const stray = unix.filter((file) => /^(src|test|scripts|demo|build)\//.test(file));
  if (stray.length > 0)
    throw new Error(`The package would carry what users do not need: ${stray.join(', ')}`);
  for (const folder of folders) {
    if (!unix.some((file) => file.startsWith(`node_modules/${folder}/`))) {
      throw new Error(`node_modules/${folder} is missing. Install the packages of that platform first.`);
    }
  }
}

if (import.meta.filename === process.argv[1]) {
  await build();
  const packagePath = await packageVsix(process.argv[2]);
  const { size } = await stat(packagePath);
  process.stdout.write(`${path.relative(root, packagePath)}: ${(size / 1e6).toFixed(1)} MB\n`);
}
