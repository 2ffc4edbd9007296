import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { provision } from './tools.ts';

const run = promisify(execFile);

export interface ServerOptions {
  /**
   * The server's own home: settings, extensions, caches and logs all stay below it. Absolute, and short: it holds
   * a socket, whose path may have 107 bytes.
   */
  readonly home: string;
  /** The folder to open. Absolute. */
  readonly workspace: string;
  /** VSIX files to install before the start. */
  readonly vsix: readonly string[];
  /** VS Code's settings, over the quiet defaults. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The user's keyboard shortcuts. */
  readonly keybindings?: readonly object[];
  /** Where the extensions are, if not below `home`. */
  readonly extensionsDir?: string;
  /** Whether the workspace is not trusted until the user says so. */
  readonly restricted?: boolean;
}

export interface CodeServer {
  /** Opens the workspace. */
  readonly url: string;
  /** The file with the given settings; VS Code takes up changes at once. */
  readonly settingsFile: string;
  /** The folder with the logs of VS Code and its extension hosts. */
  readonly logs: string;
  /** Ends the server and everything that it started. */
  stop(): Promise<void>;
}

const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.startupPrompt': 'never',
  'git.enabled': false,
};

/**
 * Starts a VS Code that is served on a free port of 127.0.0.1.
 * @throws NotAvailableHere where there is none for this platform.
 */
export async function startCodeServer(options: ServerOptions): Promise<CodeServer> {
  const { codeServer } = await provision();
  const { home } = options;
  const data = join(home, 'data');
  const extensions = options.extensionsDir ?? join(home, 'extensions');
  await mkdir(extensions, { recursive: true });
  await writeSettings(join(data, 'User/settings.json'), quietSettings);
  await writeSettings(join(data, 'User/keybindings.json'), options.keybindings ?? []);
  // A served window takes settings that depend on the machine from here only, never from the user's.
  const settingsFile = join(data, 'Machine/settings.json');
  await writeSettings(settingsFile, options.settings ?? {});

  const common = [
    '--config',
    join(home, 'config.yaml'),
    '--user-data-dir',
    data,
    '--extensions-dir',
    extensions,
  ];
  const env = ownEnvironment(home);
  for (const file of options.vsix) {
    await run(process.execPath, [codeServer, ...common, '--install-extension', file, '--force'], { env });
  }

  const flags = [
    '--bind-addr',
    '127.0.0.1:0',
    '--auth',
    'none',
    '--disable-telemetry',
    '--disable-update-check',
  ];
  const trust = options.restricted === true ? [] : ['--disable-workspace-trust'];
  const calm = [...trust, '--disable-getting-started-override', '--ignore-last-opened'];
  const log = join(home, 'code-server.log');
  const output = openSync(log, 'w');
  const command = [process.execPath, codeServer, ...common, ...flags, ...calm];
  const server = spawn(process.execPath, [join(import.meta.dirname, 'guard.ts'), ...command], {
    cwd: home,
    env,
    detached: true,
    stdio: ['pipe', output, output],
  });
  closeSync(output);
  const ended = once(server, 'exit');
  const stop = async (): Promise<void> => {
    server.stdin?.end();
    await ended;
  };
  try {
    const address = await listening(server, log);
    const folder = encodeURIComponent(options.workspace).replaceAll('%2F', '/');
    return { url: `${address}?folder=${folder}`, settingsFile, logs: join(data, 'logs'), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function writeSettings(file: string, settings: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(settings, undefined, 2));
}

/** Nothing of the user's VS Code, nor of one that we may be running in, reaches the server. */
function ownEnvironment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|npm_|XDG_|ELECTRON_|VITEST)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_STATE_HOME: join(home, '.local/state'),
    EXTENSIONS_GALLERY: '{}',
  };
}

/** The address, once the server says it. */
async function listening(server: ChildProcess, log: string): Promise<string> {
  const deadline = Date.now() + 300_000;
  for (;;) {
    const text = await readFile(log, 'utf8');
    const address = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+\/)/.exec(text)?.[1];
    if (address !== undefined) return address;
    if (server.exitCode !== null || server.signalCode !== null || Date.now() > deadline) {
      throw new Error(`code-server did not start:\n${text}`);
    }
    await sleep(100);
  }
}
