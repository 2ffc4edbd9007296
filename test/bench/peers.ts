import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'peers');

/** Installs what the benchmarks compare with, once, beside the benchmarks: no one else needs it. */
export function installPeers(): void {
  const { dependencies } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    dependencies: object;
  };
  const isThere = (name: string): boolean => existsSync(path.join(folder, 'node_modules', name));
  if (Object.keys(dependencies).every(isThere)) return;
  process.stderr.write('Installing the peers from npm (about 500 MB on disk) …\n');
  const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', install, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}
