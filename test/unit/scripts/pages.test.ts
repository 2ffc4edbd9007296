import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsOf, linksOf, rewriteLinks } from '../../../scripts/markdown-links.ts';
import { addressIn, forEditor, forExtensionPage, shippedPages } from '../../../scripts/pages.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (page: string): Promise<string> => readFile(path.join(root, page), 'utf8');
const ADDRESS = 'https://github.com/someone/lexiclip';

async function pagesBelow(folder: string): Promise<string[]> {
  const names = await readdir(path.join(root, folder), { recursive: folder !== '' });
  return names.filter((name) => name.endsWith('.md')).map((name) => path.posix.join(folder, name));
}

const pages = [...(await pagesBelow('')), ...(await pagesBelow('docs'))];

it.each(pages)('every link and picture of %s leads somewhere', async (page) => {
  const broken: string[] = [];
  for (const { target } of linksOf(await read(page))) {
    if (/^\w+:/.test(target)) continue;
    const [file = '', anchor] = target.split('#');
    const linked = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
    const leads =
      existsSync(path.join(root, linked)) &&
      (anchor === undefined || anchorsOf(await read(linked)).has(anchor));
    if (!leads) broken.push(target);
  }
  expect(broken).toEqual([]);
});

it('the README leads to every page for users, and says how to run and to test it', async () => {
  const readme = await read('README.md');
  const linked = linksOf(readme).map(({ target }) => target.replace(/#.*/, ''));
  const reached = new Set(linked);
  for (const page of linked.filter((target) => target.startsWith('docs/') && target.endsWith('.md')))
    for (const { target } of linksOf(await read(page)))
      reached.add(path.posix.join('docs', target).replace(/#.*/, ''));
  const docs = (await readdir(path.join(root, 'docs'))).filter((name) => name.endsWith('.md'));
  for (const name of docs) expect(reached).toContain(`docs/${name}`);
  expect(readme).toContain('`npm ci && npm start`');
  expect(readme).toContain('`npm ci && npm test`');
});

describe('the page of the extension', () => {
  const page =
    '[![A map](docs/a.png)](docs/map.md) [**Search**](docs/searching.md#fields) [here](#here)\n![B](docs/b.png)\n';

  it('has web addresses once the repository has one', () => {
    expect(forExtensionPage(page, 'README.md', ADDRESS)).toBe(
      `[![A map](${ADDRESS}/raw/HEAD/docs/a.png)](${ADDRESS}/blob/HEAD/docs/map.md) ` +
        `[**Search**](${ADDRESS}/blob/HEAD/docs/searching.md#fields) [here](#here)\n` +
        `![B](${ADDRESS}/raw/HEAD/docs/b.png)\n`,
    );
  });

  it('has no link to a file and no picture without', () => {
    expect(forExtensionPage(page, 'README.md', undefined)).toBe(' **Search** [here](#here)\n\n');
  });

  it('keeps web addresses', () => {
    const web = '[site](https://lexica.art) ![picture](https://a.test/b.png)';
    expect(forExtensionPage(web, 'README.md', undefined)).toBe(web);
  });
});

describe('the documentation in the package', () => {
  it('leads to what is there, and to the repository for the rest', async () => {
    const shipped = await shippedPages();
    const text = '[a](map.md#mouse-and-keys) [b](../SECURITY.md) [c](../src/cli.ts) [d](decisions/README.md)';
    expect(forEditor(text, 'docs/exploring.md', shipped, undefined)).toBe(
      '[a](map.md#mouse-and-keys) [b](SECURITY.md) c d',
    );
    expect(forEditor(text, 'docs/exploring.md', shipped, ADDRESS)).toContain(
      `[c](${ADDRESS}/blob/HEAD/src/cli.ts) [d](${ADDRESS}/blob/HEAD/docs/decisions/README.md)`,
    );
    expect(forEditor('[a](docs/privacy.md)', 'SECURITY.md', shipped, undefined)).toBe('[a](privacy.md)');
  });
});

describe('links', () => {
  it('are found in text, and not in blocks of code', () => {
    const text = '[a](b)\n```\n[c](d)\n```\n![e](f) [two\nlines](g)';
    expect(linksOf(text).map(({ target }) => target)).toEqual(['b', 'f', 'g']);
    expect(rewriteLinks(text, () => undefined)).toBe('a\n```\n[c](d)\n```\n two\nlines');
  });

  it('lead to headings by the names that GitHub gives them', () => {
    expect([...anchorsOf('# The `.npy`, and “that”\n## When images are added')]).toEqual([
      'the-npy-and-that',
      'when-images-are-added',
    ]);
  });
});

describe('the address of the repository', () => {
  it('is what package.json says, as an address of the web', () => {
    expect(addressIn({})).toBeUndefined();
    expect(addressIn({ repository: `git+${ADDRESS}.git` })).toBe(ADDRESS);
    expect(addressIn({ repository: { type: 'git', url: `${ADDRESS}.git` } })).toBe(ADDRESS);
    expect(() => addressIn({ repository: 'github:someone/lexiclip' })).toThrow();
  });
});
