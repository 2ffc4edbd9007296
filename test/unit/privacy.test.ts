import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

/* docs/privacy.md names every connection; here it is compared with the code. */

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8');

/** What a program reaches the network with: our own requests, a `fetch`, Node's modules, the browser's interfaces. */
const REACHES = [
  /(?<!function )\b(exchange|httpGet)\(/,
  /(?<!async |\blexiclip\.)\bfetch\(/,
  /from '(undici|node:(dns|net|tls|https?|http2|dgram)(\/\w+)?)'/,
  /\b(WebSocket|EventSource|XMLHttpRequest|sendBeacon|openExternal)\b/,
];

async function sources(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const folder of ['src', 'webview'])
    for (const name of await readdir(path.join(root, folder), { recursive: true })) {
      const file = path.posix.join(folder, name.replaceAll(path.sep, '/'));
      if (file.endsWith('.ts') && !file.startsWith('webview/dist/')) found.set(file, await read(file));
    }
  return found;
}

it('the files that reach the network are those that docs/privacy.md lists', async () => {
  const listed = [...(await read('docs/privacy.md')).matchAll(/^- `([^`]+)`/gm)].map(([, file]) => file);
  const reaching = [...(await sources())].filter(([, code]) => REACHES.some((way) => way.test(code)));
  expect(reaching.map(([file]) => file).sort()).toEqual(listed.sort());
});

it('the servers that code and settings name are those in the table of docs/privacy.md', async () => {
  const [, table = ''] = /## Connections\n\n([\s\S]*?)\n\n/.exec(await read('docs/privacy.md')) ?? [];
  const origins = (text: string, pattern: RegExp): string[] => [
    ...new Set([...text.matchAll(pattern)].map(([, url = '']) => new URL(url).origin)),
  ];
  const code = [...(await sources()).values()].join('\n');
  const called = [
    // The namespaces of XMP and SVG are names that nobody calls.
    ...origins(code, /['`](https?:\/\/(?!ns\.adobe\.com|www\.w3\.org\/2000\/svg)[\w.-]+)/g),
    ...origins(await read('package.json'), /"default": "(https?:\/\/[\w.-]+)/g),
  ];
  expect([...new Set(called)].sort()).toEqual(origins(table, /`(https?:\/\/[\w.-]+)`/g).sort());
});
