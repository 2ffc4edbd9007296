import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOpener } from './extension-folder.ts';

/**
 * Opens `workspace` in the desktop VS Code whose `code` is on the PATH, with the extension of the folder
 * `checkout`. False where there is none, or none that can open a window here.
 */
export async function openDesktop(workspace: string, checkout: string): Promise<boolean> {
  if (!hasDesktop() || !(await succeeds(['--version'], 'ignore'))) return false;
  // VS Code reads it for as long as its window is open, which is longer than we run.
  const opener = await writeOpener(await mkdtemp(join(tmpdir(), 'lexiclip-')));
  const paths = [checkout, opener].map((path) => `--extensionDevelopmentPath=${path}`);
  return await succeeds([...paths, '--new-window', workspace], 'inherit');
}

function hasDesktop(): boolean {
  const { env, platform } = process;
  // In the terminal of a remote window, `code` talks to that window and takes no extension.
  if (env['VSCODE_IPC_HOOK_CLI'] !== undefined) return false;
  return platform !== 'linux' || env['DISPLAY'] !== undefined || env['WAYLAND_DISPLAY'] !== undefined;
}

async function succeeds(args: readonly string[], stdio: 'ignore' | 'inherit'): Promise<boolean> {
  // On Windows `code` is a .cmd file, which only a shell starts, and the shell splits at blanks.
  const shell = process.platform === 'win32';
  const child = spawn('code', shell ? args.map((arg) => `"${arg}"`) : args, { stdio, shell });
  return await new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (status) => resolve(status === 0));
  });
}
