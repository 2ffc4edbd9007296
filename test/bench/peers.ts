import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'peers');

/** Installs what the benchmarks compare with, once, beside the benchmarks: no one else needs it. */
export function installPeers(): void {
  if (existsSync(path.join(folder, 'node_modules'))) return;
  process.stderr.write('Installing the peers from npm (about 500 MB on disk) …\n');
  const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', install, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}
