import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { needsWasm } from '../../../src/node/images/sharp.ts';

const source = path.resolve(import.meta.dirname, '../../../src/node/images');

it.each([
  ['linux', '37.2.0', true],
  ['linux', undefined, false],
  ['win32', '37.2.0', false],
  ['darwin', '37.2.0', false],
] as const)('on %s with Electron %s, WebAssembly decodes: %s', (platform, electron, expected) =>
  expect(needsWasm(platform, { ...process.versions, electron })).toBe(expected),
);

/** Decodes an image in a process of its own, which may claim to be Electron; tells the libraries that it loaded. */
async function decode(file: string, electron: boolean): Promise<{ rgb: string; libraries: string[] }> {
  const program = `
    ${electron ? "Object.defineProperty(process.versions, 'electron', { value: '37.2.0' });" : ''}
    process.emitWarning = () => undefined;
    const { readFile } = await import('node:fs/promises');
    const { decodeRgb } = await import(${JSON.stringify(pathToFileURL(path.join(source, 'decode.ts')).href)});
    const { rgb } = await decodeRgb(await readFile(${JSON.stringify(file)}));
    const libraries = process.report.getReport().sharedObjects;
    console.log(JSON.stringify({ rgb: Buffer.from(rgb).toString('hex'), libraries }));
    process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse(stdout) as { rgb: string; libraries: string[] };
}

it('in Electron on Linux no native libvips is loaded, and the pixels are the same', async ({ skip }) => {
  if (process.platform !== 'linux') skip('only Electron on Linux needs the WebAssembly decoder');
  const folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-wasm-'));
  try {
    const file = path.join(folder, 'x.png');
    await writeFile(
      file,
      await sharp({ create: { width: 9, height: 5, channels: 3, background: '#c04080' } })
        .png()
        .toBuffer(),
    );
    const native = await decode(file, false);
    const wasm = await decode(file, true);
    expect(native.libraries.some((library) => library.includes('libvips'))).toBe(true);
    expect(wasm.libraries.some((library) => library.includes('libvips'))).toBe(false);
    expect(wasm.rgb).toBe(native.rgb);
    expect(wasm.rgb.slice(0, 6)).toBe('c04080');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 30_000);
