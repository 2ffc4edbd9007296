import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import * as z from 'zod';
import { rewriteLinks } from './markdown-links.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Where the package has the pages that it shows in the editor. */
const SHIPPED = 'dist/docs';
/** Pages beside `docs/` that it has, too. */
const BESIDE = ['SECURITY.md'];

const address = z.url({ protocol: /^(git\+)?https$/ });
const manifestSchema = z.object({ repository: z.union([address, z.object({ url: address })]).optional() });

/**
 * The address of the public repository, which only package.json's `repository` names: vsce makes the pages for problems and
 * for the extension of it, and we the links of the packaged README. Undefined while there is none.
 */
async function repositoryAddress(): Promise<string | undefined> {
  return addressIn(JSON.parse(await read('package.json')));
}

/** The same of a manifest that was read. @throws ZodError for one that is no address of the web. */
export function addressIn(manifest: unknown): string | undefined {
  const { repository } = manifestSchema.parse(manifest);
  const url = typeof repository === 'string' ? repository : repository?.url;
  return url?.replace(/^git\+/, '').replace(/\.git$/, '');
}

/**
 * Writes what the package has to read: README and changelog for the extension's page, which opens nothing but web
 * addresses, and the documentation for the editor, which needs no network.
 */
export async function buildPages(): Promise<void> {
  const repository = await repositoryAddress();
  await rm(path.join(root, SHIPPED), { recursive: true, force: true });
  await mkdir(path.join(root, SHIPPED), { recursive: true });
  for (const page of ['README.md', 'CHANGELOG.md'])
    await writeFile(path.join(root, 'dist', page), forExtensionPage(await read(page), page, repository));
  const shipped = await shippedPages();
  for (const [page, copy] of shipped) {
    if (page.endsWith('.md'))
      await writeFile(path.join(root, copy), forEditor(await read(page), page, shipped, repository));
    // Screenshots have few colours, and a preview is no wider: a package has a limit.
    else if (page.endsWith('.png'))
      await sharp(path.join(root, page))
        .resize({ width: 1280, withoutEnlargement: true })
        .png({ palette: true })
        .toFile(path.join(root, copy));
    else await copyFile(path.join(root, page), path.join(root, copy));
  }
}

/**
 * A page whose links are web addresses. Without an address of the repository, a link to a file is its text, and a picture is
 * left out.
 * @param page Its path from the root.
 */
export function forExtensionPage(markdown: string, page: string, repository: string | undefined): string {
  return rewriteLinks(markdown, ({ target, isPicture }) => {
    if (!isFile(target)) return target;
    return inRepository(repository, fileOf(page, target), isPicture);
  });
}

/** A page of the package: its links lead to other pages of it, and on to the repository where that has an address. */
export function forEditor(
  markdown: string,
  page: string,
  shipped: ReadonlyMap<string, string>,
  repository: string | undefined,
): string {
  const folder = path.posix.dirname(shipped.get(page) ?? page);
  return rewriteLinks(markdown, ({ target, isPicture }) => {
    if (!isFile(target)) return target;
    const [file = '', anchor] = fileOf(page, target).split('#');
    const copy = shipped.get(file);
    if (copy === undefined) return inRepository(repository, fileOf(page, target), isPicture);
    return `${path.posix.relative(folder, copy)}${anchor === undefined ? '' : `#${anchor}`}`;
  });
}

/** The documentation and its pictures, by their paths from the root: where the package has each. */
export async function shippedPages(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(path.join(root, 'docs'))).filter((name) => /\.(md|png|svg)$/.test(name));
  const pages = [...names.map((name) => `docs/${name}`), ...BESIDE];
  return new Map(pages.map((page) => [page, `${SHIPPED}/${path.posix.basename(page)}`]));
}

function inRepository(repository: string | undefined, file: string, isPicture: boolean): string | undefined {
  return repository && `${repository}/${isPicture ? 'raw' : 'blob'}/HEAD/${file}`;
}

/** Whether a link leads to a file of the checkout: no web address, and no place on the same page. */
function isFile(target: string): boolean {
  return !/^(\w+:|#)/.test(target);
}

function fileOf(page: string, target: string): string {
  return path.posix.join(path.posix.dirname(page), target);
}

function read(page: string): Promise<string> {
  return readFile(path.join(root, page), 'utf8');
}
