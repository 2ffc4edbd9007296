import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { folderOf, platforms, type Platform } from './platforms.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '..');
const downloads = path.join(root, 'build', 'platform-packages');

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), integrity: z.string().optional() }),
  ),
});

/**
 * Brings the npm packages of a platform into node_modules, where npm installs those of its own machine alone: the
 * versions of package-lock.json, checked against its digests.
 * @throws Error where the registry has something else, or cannot be reached.
 */
export async function fetchPlatformPackages(platform: Platform): Promise<void> {
  for (const folder of platforms[platform].map(folderOf)) {
    const isWhole = folder.split('/').length === (folder.startsWith('@') ? 2 : 1);
    if (isWhole && !(await exists(path.join(root, 'node_modules', folder, 'package.json'))))
      await fetchPackage(folder);
  }
}

async function fetchPackage(name: string): Promise<void> {
  const { packages } = lockSchema.parse(
    JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')),
  );
  const { version, integrity } = packages[`node_modules/${name}`] ?? {};
  if (version === undefined || integrity === undefined)
    throw new Error(`package-lock.json does not know ${name}.`);
  await mkdir(downloads, { recursive: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { stdout } = await run(
    npm,
    ['pack', `${name}@${version}`, '--silent', '--pack-destination', downloads],
    {
      shell: process.platform === 'win32',
    },
  );
  const archive = path.join(downloads, stdout.trim().split('\n').at(-1) ?? '');
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64');
  if (`sha512-${digest}` !== integrity)
    throw new Error(`${name} ${version} is not the package that package-lock.json names.`);
  const target = path.join(root, 'node_modules', name);
  const unpacked = path.join(downloads, name.replaceAll('/', '-'));
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked, { recursive: true });
  // Windows 10, macOS and Linux have it.
  await run('tar', ['-xzf', archive, '-C', unpacked]);
  await mkdir(path.dirname(target), { recursive: true });
  await rename(path.join(unpacked, 'package'), target);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
