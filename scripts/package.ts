import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createVSIX } from '@vscode/vsce';
import yauzl from 'yauzl';
import { build } from './build.ts';
import { fetchPlatformPackages } from './platform-packages.ts';
import { folderOf, platformNames, platformOf, platforms } from './platforms.ts';

const root = path.resolve(import.meta.dirname, '..');

/**
 * Packages what stands built as `lexiclip-<target>.vsix`; answers its path. The default target is this machine's
 * platform.
 * @param folder Where it is put; `build` by default.
 * @throws Error where the package would lack a native library or carry one of another platform.
 */
export async function packageVsix(
  target = `${process.platform}-${process.arch}`,
  folder = path.join(root, 'build'),
): Promise<string> {
  const platform = platformOf(target);
  const patterns = platforms[platform];
  await fetchPlatformPackages(platform);
  const ignoreFile = path.join(folder, `vscodeignore-${target}`);
  const allowed = patterns.map((pattern) => `!node_modules/${pattern}`);
  await writeFile(
    ignoreFile,
    [await readFile(path.join(root, '.vscodeignore'), 'utf8'), ...allowed, ''].join('\n'),
  );
  const packagePath = path.join(folder, `lexiclip-${target}.vsix`);
  await createVSIX({
    cwd: root,
    target,
    ignoreFile,
    packagePath,
    readmePath: 'dist/README.md',
    changelogPath: 'dist/CHANGELOG.md',
    allowMissingRepository: true,
  });
  try {
    checkContents(await filesIn(packagePath), patterns.map(folderOf));
  } catch (error) {
    await rm(packagePath);
    throw error;
  }
  return packagePath;
}

/** What a package carries, from the folder of package.json. */
async function filesIn(packagePath: string): Promise<readonly string[]> {
  const zip = await yauzl.openPromise(packagePath);
  const names: string[] = [];
  for await (const { fileName } of zip.eachEntry()) names.push(fileName);
  return names.filter((name) => name.startsWith('extension/')).map((name) => name.slice('extension/'.length));
}

/** Native code of any platform, by its file endings, and in folders that can only hold such. */
const NATIVE = /\.(node|dll|dylib|onnx)$|\.so(\.|$)|(^|\/)node-(bin-)?(linux|darwin|win)/;

function checkContents(files: readonly string[], folders: readonly string[]): void {
  const own = (file: string): boolean => folders.some((folder) => file.startsWith(`node_modules/${folder}/`));
  const foreign = files.filter((file) => NATIVE.test(file) && !own(file));
  if (foreign.length > 0) throw new Error(`The package would carry foreign binaries: ${foreign.join(', ')}`);
  const stray = files.filter((file) => /^(src|test|scripts|demo|build)\//.test(file));
  if (stray.length > 0)
    throw new Error(`The package would carry what users do not need: ${stray.join(', ')}`);
  for (const folder of folders) {
    if (!files.some((file) => file.startsWith(`node_modules/${folder}/`))) {
      throw new Error(`node_modules/${folder} is missing. Install the packages of that platform first.`);
    }
  }
}

/** Those that the command line asks for: of this machine's platform, without `--target`. */
function wantedTargets(argv: readonly string[]): readonly string[] {
  const { target } = parseArgs({ args: [...argv], options: { target: { type: 'string' } } }).values;
  if (target === 'all') return platformNames;
  return target?.split(',').map((one) => one.trim()) ?? [`${process.platform}-${process.arch}`];
}

if (import.meta.filename === process.argv[1]) {
  const targets = wantedTargets(process.argv.slice(2)).map(platformOf);
  await build();
  for (const target of targets) {
    const packagePath = await packageVsix(target);
    const { size } = await stat(packagePath);
    process.stdout.write(`${path.relative(root, packagePath)}: ${(size / 1e6).toFixed(1)} MB\n`);
  }
}
