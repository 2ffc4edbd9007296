import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bmp } from '../fakes/bmp.ts';
import { floatTiff } from '../fakes/float-tiff.ts';
import { picture } from '../fakes/image-texts.ts';
import {
  collectionFiles,
  lexiclip,
  makeWorkspace,
  readJson,
  report,
  standIn,
  type CliResult,
  type Report,
} from './cli.ts';

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let images: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  images = path.join(workspace.path, 'pictures');
  await mkdir(images);
});
afterEach(async () => {
  await workspace.remove();
});

/** Writes images, each another one. */
async function draw(...files: readonly string[]): Promise<void> {
  for (const file of files) {
    const place = path.join(images, file);
    await mkdir(path.dirname(place), { recursive: true });
    const seed = Array.from(file).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);
    await writeFile(place, await picture(seed).png().toBuffer());
  }
}

const link = (target: string, file: string): Promise<void> => symlink(target, path.join(images, file));

function run(stage: 'fetch' | 'explore', ...more: string[]): Promise<CliResult> {
  const model = stage === 'explore' ? ['--model', standIn, '--device', 'cpu', '--method', 'pca'] : [];
  const how = ['--source', 'folder', '--folder', images, '--count', '100', '--workspace', workspace.path];
  return lexiclip([stage, ...more, ...how, ...model, '--json']);
}

async function fetched(...words: string[]): Promise<Report> {
  const result = await run('fetch', ...words);
  expect(result.status, result.stderr).toBe(0);
  return report(result);
}

const countsOf = ({ concepts }: Report): Record<string, number> =>
  Object.fromEntries(concepts.map(({ name, fetched, cached }) => [name, fetched + cached]));
const skippedOf = ({ skipped }: Report): Record<string, number> =>
  Object.fromEntries(skipped.map(({ reason, count }) => [reason, count]));

describe('the concepts of a folder', () => {
  // Where file systems tell such names apart.
  const names = ['cats', 'Cats', 'sea lion', 'sea  lion', 'caf\u00e9', 'cafe\u0301', 'cfg = 7', 'a | b'];

  beforeEach(async ({ skip }) => {
    await draw(...names.map((name, at) => `${name}/${at}.png`));
    if ((await readdir(images)).length < names.length) skip('this file system folds names');
  });

  it('are its folders, exactly, in every run', async () => {
    const each = Object.fromEntries(names.map((name) => [name, 1]));
    expect(countsOf(await fetched())).toEqual(each);
    const again = await fetched();
    expect(countsOf(again)).toEqual(each);
    expect(again.concepts.every(({ cached }) => cached === 1)).toBe(true);
    const { concepts } = await readJson<{ concepts: string[] }>(workspace.path, 'collection.json');
    expect(concepts).toHaveLength(names.length);
    const folders = await readdir(path.join(workspace.path, '.lexiclip/concepts'));
    expect(new Set(folders).size).toBe(names.length);
  });

  it('are found again where the list of them is lost', async () => {
    await fetched();
    await rm(path.join(workspace.path, '.lexiclip/collection.json'));
    expect((await fetched()).concepts.every(({ cached }) => cached === 1)).toBe(true);
    const { concepts } = await readJson<{ concepts: string[] }>(workspace.path, 'collection.json');
    expect([...concepts].sort()).toEqual([...names].sort());
  });

  it('can be named: letter by letter, else in any case', async () => {
    expect(countsOf(await fetched('Cats', 'a | b'))).toEqual({ Cats: 1, 'a | b': 1 });
    expect(countsOf(await fetched('CATS'))).toEqual({ Cats: 1, cats: 1 });
  });
});

describe('a folder with links', () => {
  it('has each image once, under its own name, and none of another folder’s', async () => {
    await draw('cats/1.png', '.store/2.png', '.store/dogs/3.png');
    await mkdir(path.join(images, 'birds'));
    await mkdir(path.join(images, 'a'));
    await link('../cats/1.png', 'a/1.png');
    await link('../.store/2.png', 'birds/2.png');
    await link('.store/dogs', 'dogs');
    await link('dogs', 'dogs again');
    await link('..', 'cats/up');
    await link('nowhere.png', 'gone.png');
    await link('itself', 'itself');
    await writeFile(path.join(workspace.path, 'secret.png'), await picture(99).png().toBuffer());
    await link('../secret.png', 'secret.png');
    await link('/', 'everything');
    const result = await fetched();
    expect(countsOf(result)).toEqual({ birds: 1, cats: 1, dogs: 1 });
    expect(skippedOf(result)).toEqual({
      hidden: 1,
      'outside-folder': 2,
      'broken-link': 1,
      'link-cycle': 2,
      'seen-already': 2,
    });
    const first = await readJson<object>(workspace.path, 'concepts/birds/concept.json');
    expect(first).toMatchObject({ images: ['birds/2.png'], missing: [] });
  });

  it('has images of another folder once the collection was given that one, too', async () => {
    const other = path.join(workspace.path, 'archive');
    await mkdir(path.join(other, 'fish'), { recursive: true });
    await writeFile(path.join(other, 'fish/1.png'), await picture(7).png().toBuffer());
    await writeFile(path.join(other, 'fish/1.txt'), 'a fish');
    await writeFile(path.join(other, '2.png'), await picture(8).png().toBuffer());
    await draw('cats/1.png');
    await link('../archive/fish', 'fish');
    await link('../../archive/2.png', 'cats/2.png');
    await link('../archive', 'zoo');
    expect(skippedOf(await fetched())).toEqual({ 'outside-folder': 3 });
    const given = await lexiclip([
      'fetch',
      '--source',
      'folder',
      '--folder',
      other,
      '--workspace',
      workspace.path,
      '--json',
    ]);
    expect(given.status, given.stderr).toBe(0);
    const result = await fetched();
    expect(countsOf(result)).toEqual({ cats: 2, fish: 1 });
    expect(skippedOf(result)).toEqual({ 'seen-already': 1 });
    const named = (await collectionFiles(workspace.path)).filter((file) =>
      /^concepts\/fish\/(?!concept)/.test(file),
    );
    const fish = await readJson<object>(workspace.path, named[0] ?? '');
    expect(fish).toMatchObject({ file: 'fish/1.png', prompt: 'a fish' });
  });
});

describe('what is left out of a folder', () => {
  it('is told by reason, in words and as data', async () => {
    await draw(
      'cats/1.png',
      'cats/@eaDir/1.png',
      '#recycle/x.png',
      '$RECYCLE.BIN/x.png',
      '__MACOSX/cats/1.png',
    );
    await draw('.thumbnails/x.png', '.cache/x.png', 'cats/._1.png', 'cats/.hidden.png');
    await draw('cats/2.jfif', 'cats/3.jpe', 'cats/4.heic', 'cats/5.jxl', 'cats/6.psd');
    await writeFile(path.join(images, 'notes.txt'), 'no sidecar');
    const result = await run('fetch');
    expect(countsOf(report(result))).toEqual({ cats: 3 });
    expect(skippedOf(report(result))).toEqual({
      'system-folder': 5,
      hidden: 2,
      'resource-fork': 1,
      'no-decoder': 2,
      'other-format': 1,
    });
    const { skipped } = report(result);
    expect(skipped.find(({ reason }) => reason === 'no-decoder')?.examples).toEqual([
      'cats/4.heic',
      'cats/5.jxl',
    ]);
    expect(result.stderr).toMatch(/Left out: .*2 HEIC or JPEG XL.*\(cats\/4\.heic, cats\/5\.jxl\)/);
  });

  it.each([
    ['an empty one', []],
    ['one of images that cannot be decoded', ['a.heic', 'b.heic']],
  ])('is all: %s', async (_, files) => {
    await draw(...files);
    const { status, stderr } = await run('explore');
    expect([status, stderr]).toEqual([1, expect.stringContaining('There is no readable image in')]);
    if (files.length > 0) expect(stderr).toContain('2 HEIC or JPEG XL');
  });
});

it('BMP, TIFF of real numbers and SVG behind a comment go all the way to the map', async () => {
  const numbers = Array.from({ length: 16 }, (_, at) => at / 16);
  const files: Record<string, Buffer> = {
    'a.bmp': bmp({ bits: 24, data: Array.from({ length: 24 }, (_, at) => at * 10) }),
    'b.tif': floatTiff({ width: 4, height: 4, samples: 1, numbers }),
    'c.svg': Buffer.from(
      `<!-- ${'x'.repeat(3000)} --><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`,
    ),
  };
  for (const [file, bytes] of Object.entries(files)) await writeFile(path.join(images, file), bytes);
  expect(report(await run('explore'))).toMatchObject({ embedded: 3, unreadable: [], skipped: [] });
  expect(report(await run('fetch', '--copy')).concepts).toMatchObject([{ failed: [] }]);
});

describe('an image that is moved or renamed', () => {
  it('is known again by its content: nothing is embedded twice', async () => {
    await draw('cats/1.png', 'cats/2.png', 'dogs/3.png');
    expect(report(await run('explore'))).toMatchObject({ embedded: 3 });
    await rename(path.join(images, 'cats/2.png'), path.join(images, 'dogs/two.png'));
    expect(report(await run('explore'))).toMatchObject({ embedded: 0 });
    await draw('dogs/4.png');
    await rename(path.join(images, 'cats/1.png'), path.join(images, 'dogs/one.png'));
    expect(report(await run('explore'))).toMatchObject({ embedded: 1 });
    const { points } = await readJson<{ points: { id: string }[] }>(workspace.path, 'projections/pca.json');
    expect(points.map(({ id }) => id).sort()).toEqual(
      ['3', '4', 'one', 'two'].map((name) => `dogs/${name}.png`),
    );
  });
});
