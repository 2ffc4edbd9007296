import { mkdtemp, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { anchorsOf, linksOf } from '../../scripts/markdown-links.ts';
import { packageVsix } from '../../scripts/package.ts';
import { platformNames, type Platform } from '../../scripts/platforms.ts';

/** What a marketplace and a slow line bear. */
const MOST_BYTES = 35e6;

const machines: Readonly<Record<Platform, string>> = {
  'linux-x64': 'ELF 62',
  'linux-arm64': 'ELF 183',
  'darwin-arm64': 'Mach-O 16777228',
  'win32-x64': 'PE 34404',
  'win32-arm64': 'PE 43620',
};

describe('the packages of all platforms', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'lexiclip-packages-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(platformNames)(
    '%s has its own binaries, all licences, pages whose links lead somewhere, and is small',
    { timeout: 300_000 },
    async (platform) => {
      const vsix = await packageVsix(platform, folder);
      expect((await stat(vsix)).size).toBeLessThan(MOST_BYTES);
      const zip = await yauzl.openPromise(vsix);
      const names: string[] = [];
      const found = new Map<string, string>();
      const texts = new Map<string, string>();
      const pages = new Map<string, string>();
      for await (const entry of zip.eachEntry()) {
        names.push(entry.fileName);
        const read = (): Promise<NodeJS.ReadableStream> => zip.openReadStreamPromise(entry);
        if (/\.(node|dll|dylib)$|\.so(\.|$)/.test(entry.fileName))
          found.set(entry.fileName, machineOf(await buffer(await read())));
        if (/(NOTICE|THIRD-PARTY-LICENCES\.txt)$/.test(entry.fileName))
          texts.set(path.basename(entry.fileName), await text(await read()));
        if (/^extension\/(?!node_modules\/).*\.md$/.test(entry.fileName))
          pages.set(entry.fileName.replace('extension/', ''), await text(await read()));
      }
      expect(new Set(found.values())).toEqual(new Set([machines[platform]]));
      const binaries = [...found.keys()].map((name) => path.basename(name)).join(' ');
      expect(binaries).toMatch(/onnxruntime_binding\.node/);
      expect(binaries).toMatch(/sharp-\S+\.node/);
      expect(binaries).toMatch(/libvips/);
      expect(binaries).toMatch(/(libonnxruntime|onnxruntime\.dll)/);
      expect(names.filter((name) => /\/(src|test|scripts)\/|\.onnx$|\.map$/.test(name))).toEqual([]);
      expect(names).toContain('extension/dist/lexiclip-api.d.ts');
      const licences = texts.get('THIRD-PARTY-LICENCES.txt') ?? '';
      expect(texts.get('NOTICE')).toContain('libvips');
      expect(licences).toMatch(/GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3/);
      expect(licences).toMatch(/GNU GENERAL PUBLIC LICENSE\s+Version 3/);
      expect(licences).toContain('Copyright (c) Microsoft Corporation');
      expect([...pages.keys()]).toEqual(
        expect.arrayContaining(['readme.md', 'changelog.md', 'dist/docs/map.md', 'dist/docs/SECURITY.md']),
      );
      expect(brokenLinks(pages, new Set(names))).toEqual([]);
      // Whatever stands in node_modules is named.
      const shipped = names.flatMap(
        (name) => /^extension\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1] ?? [],
      );
      const own = [...new Set(shipped)].filter((name) => !/^@img\/sharp-(?!wasm32)/.test(name));
      for (const name of own) expect(licences).toContain(`\n${name} `);
    },
  );
});

/**
 * Links and pictures that lead nowhere. The extension's page opens what is on the web and what is on itself; the
 * documentation is shown by VS Code's preview, which also opens what the package has.
 * @param pages By their paths in the extension.
 */
function brokenLinks(pages: ReadonlyMap<string, string>, names: ReadonlySet<string>): readonly string[] {
  const leads = (page: string, target: string): boolean => {
    if (URL.canParse(target)) return new URL(target).protocol === 'https:';
    const [file = '', anchor] = target.split('#');
    if (file !== '' && !page.startsWith('dist/docs/')) return false;
    const linked = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
    const isThere = names.has(`extension/${linked}`);
    return isThere && (anchor === undefined || anchorsOf(pages.get(linked) ?? '').has(anchor));
  };
  return [...pages].flatMap(([page, markdown]) =>
    linksOf(markdown).flatMap(({ target }) => (leads(page, target) ? [] : [`${page}: ${target}`])),
  );
}

/** Which machine a native library is for: the header's format and number. */
function machineOf(file: Buffer): string {
  if (file.readUInt32BE(0) === 0x7f454c46) return `ELF ${file.readUInt16LE(18)}`;
  if (file.readUInt32LE(0) === 0xfeedfacf) return `Mach-O ${file.readUInt32LE(4)}`;
  if (file.toString('latin1', 0, 2) === 'MZ') return `PE ${file.readUInt16LE(file.readUInt32LE(0x3c) + 4)}`;
  return 'unknown';
}
