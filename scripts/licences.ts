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
  const bundled = await Promise.all([...folders].sort().map(licenceOf));
  const beside = await Promise.all(BESIDE.map((name) => licenceOf(`node_modules/${name}`)));
  const text = [
    'The programs beside this file contain these packages.\n',
    ...bundled,
    'These stand unchanged in node_modules, as far as the platform needs them.\n',
    ...beside,
    'libvips and the libraries that it is linked with stand there under the GNU Lesser General Public License,',
    'version 3 or later, which adds to the GNU General Public License. NOTICE says where their sources are.\n',
    ...(await Promise.all(['LGPL-3.0-or-later', 'GPL-3.0-or-later'].map(licenceText))),
  ];
  await writeFile(destination, text.join('\n'));
}

/** Packages that are not bundled (.vscodeignore): those with native binaries, and what they need. */
const BESIDE = [
  ...['onnxruntime-node', 'onnxruntime-common', 'sharp', '@img/colour', 'detect-libc', 'semver'],
  ...['@img/sharp-wasm32', '@emnapi/runtime', 'tslib'],
];

/** Whose licence a package names without carrying its text. */
const HOLDERS: Readonly<Record<string, string>> = {
  'onnxruntime-node': 'Copyright (c) Microsoft Corporation',
  'onnxruntime-common': 'Copyright (c) Microsoft Corporation',
};

/** The text of a licence, by its SPDX name. */
async function licenceText(name: string): Promise<string> {
  const file = path.join(root, 'node_modules/spdx-license-list/licenses', `${name}.json`);
  const { licenseText } = z
    .object({ licenseText: z.string() })
    .parse(JSON.parse(await readFile(file, 'utf8')));
  return `${'='.repeat(80)}\n${licenseText.trim()}\n`;
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
  const own = file === undefined ? undefined : await readFile(path.join(absolute, file), 'utf8');
  const holder = HOLDERS[name];
  const named = holder === undefined ? undefined : `${holder}\n\n${await licenceText(license)}`;
  const text = own ?? named ?? '(The package carries no licence file.)';
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n\n${text.trim()}\n`;
}
