import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, inject } from 'vitest';
import { launchBrowser } from '../../scripts/real-vscode/browser.ts';
import { writeExtension } from '../../scripts/real-vscode/extension-folder.ts';
import { startCodeServer, type CodeServer } from '../../scripts/real-vscode/server.ts';
import { stateKeybindings, Workbench } from './workbench.ts';

export const root = join(import.meta.dirname, '../..');
const results = join(root, 'test-results');

/** A VS Code with our package in it, and someone in front of it. */
export interface Session {
  readonly workbench: Workbench;
  /** The folder that is open in it. Absolute. */
  readonly workspace: string;
  /** The address of VS Code with the folder. */
  readonly url: string;
  /** A JSON file of the workspace's collection; `path` is relative to `.lexiclip`. */
  collectionFile(path: string): Promise<unknown>;
  /** Changes a setting; VS Code takes it up at once. */
  set(name: string, value: unknown): Promise<void>;
  /** Keeps a screenshot as `test-results/<name>.png`; answers its path. */
  keepScreenshot(name: string): Promise<string>;
  /** Keeps a screenshot and all logs in `test-results/<name>`. */
  keepEvidence(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly settings: Readonly<Record<string, unknown>>;
  /** Shortcuts of the user's own. */
  readonly keybindings?: readonly object[];
  /** A folder to copy into the workspace before it is opened. */
  readonly workspaceFrom?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Device pixels for each CSS pixel. */
  readonly scale?: number;
  /** The program of an extension that the test puts beside ours. Absolute. */
  readonly extension?: string;
  /** Whether the folder is opened in Restricted Mode. */
  readonly restricted?: boolean;
  /** As if VS Code's language pack were there: VS Code itself stays English, extensions do not. English by default. */
  readonly language?: string;
}

export async function openSession(options: SessionOptions): Promise<Session> {
  const setup = inject('setup');
  if (setup.kind !== 'ready') throw new Error(setup.reason);
  const home = await mkdtemp(join(tmpdir(), 'lexiclip-e2e-'));
  const workspace = join(home, 'drawings');
  await mkdir(workspace);
  if (options.workspaceFrom !== undefined) await cp(options.workspaceFrom, workspace, { recursive: true });
  let server: CodeServer | undefined;
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server?.stop();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const { settings, restricted = false } = options;
    const keybindings = [...stateKeybindings, ...(options.keybindings ?? [])];
    const extensionsDir = join(home, 'extensions');
    if (options.extension !== undefined) await writeExtension(extensionsDir, options.extension);
    server = await startCodeServer({
      home,
      workspace,
      extensionsDir,
      vsix: [setup.vsix],
      settings,
      keybindings,
      restricted,
    });
    browser = await launchBrowser();
    const page = await browser.newPage({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      deviceScaleFactor: options.scale ?? 1,
    });
    const consoleLines: string[] = [];
    page.on('console', (message) => consoleLines.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => consoleLines.push(`pageerror: ${String(error.stack)}`));
    // Where VS Code's page finds its language. Its server has no language pack to take another from.
    if (options.language !== undefined)
      await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(options.language)}`);
    const workbench = new Workbench(page);
    await workbench.open(server.url);
    const { logs, settingsFile, url } = server;
    return {
      workbench,
      workspace,
      url,
      close,
      collectionFile: async (path) =>
        JSON.parse(await readFile(join(workspace, '.lexiclip', path), 'utf8')) as unknown,
      set: async (name, value) => {
        const settings = JSON.parse(await readFile(settingsFile, 'utf8')) as Record<string, unknown>;
        await writeFile(settingsFile, JSON.stringify({ ...settings, [name]: value }, undefined, 2));
      },
      keepScreenshot: async (name) => {
        const file = join(results, `${fileName(name)}.png`);
        await mkdir(results, { recursive: true });
        await page.screenshot({ path: file });
        return file;
      },
      keepEvidence: async (name) => {
        const folder = join(results, fileName(name));
        await mkdir(folder, { recursive: true });
        await page.screenshot({ path: join(folder, 'screenshot.png') });
        await writeFile(join(folder, 'browser-console.log'), consoleLines.join('\n'));
        await cp(logs, join(folder, 'vscode-logs'), { recursive: true });
        await cp(join(dirname(dirname(logs)), 'code-server.log'), join(folder, 'code-server.log'));
        await cp(join(workspace, '.lexiclip'), join(folder, 'collection'), { recursive: true }).catch(
          () => undefined,
        );
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * For tests that share a window: each finds it in order, or is skipped where there is no VS Code; what fails leaves
 * evidence.
 * @param before Runs before the window is put in order.
 */
export function eachTestStartsAnew(session: () => Session, before: () => void = () => undefined): void {
  const setup = inject('setup');
  beforeEach(async ({ skip }) => {
    if (setup.kind === 'unavailable') skip(setup.reason);
    before();
    await session().workbench.reset();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await session().keepEvidence(task.name);
  });
}

function fileName(text: string): string {
  return text.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 80);
}
