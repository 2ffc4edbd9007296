import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import * as z from 'zod';

const root = path.resolve(import.meta.dirname, '..');

/** What may be in what we ship. libvips (LGPL) comes beside it as a library of sharp's, and NOTICE names it. */
const ALLOWED = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD', 'BSD', 'CC-BY-4.0'];

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  /** How npm packages named it before 2014. */
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

/**
 * Writes the licences of all packages that were bundled, as their licences ask for.
 * @throws Error where a bundled package has a licence that we do not ship.
 */
export async function writeLicences(bundles: readonly Metafile[], destination: string): Promise<void> {
  const folders = new Set(
    bundles.flatMap(({ inputs }) => Object.keys(inputs).flatMap((file) => packageFolder(file) ?? [])),
  );
  const entries = await Promise.all([...folders].sort().map(licenceOf));
  await writeFile(
    destination,
    `The programs beside this file contain these packages.\n\n${entries.join('\n')}`,
  );
}

/** `node_modules/a/node_modules/@b/c/d.js` → `node_modules/a/node_modules/@b/c`. */
function packageFolder(file: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

async function licenceOf(folder: string): Promise<string> {
  const absolute = path.join(root, folder);
  const manifest = manifestSchema.parse(
    JSON.parse(await readFile(path.join(absolute, 'package.json'), 'utf8')),
  );
  const { name, version, licenses = [] } = manifest;
  const license = manifest.license ?? licenses.map(({ type }) => type).join(' OR ');
  if (
    !license
      .replace(/[()]/g, '')
      .split(/ OR | AND /)
      .some((one) => ALLOWED.includes(one))
  ) {
    throw new Error(`${name} ${version} has the licence “${license}”, which is not one that we ship.`);
  }
  const file = (await readdir(absolute)).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file === undefined
      ? '(The package carries no licence file.)'
      : await readFile(path.join(absolute, file), 'utf8');
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n\n${text.trim()}\n`;
}
