import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lexiclip, makeWorkspace, readJson, standIn, type CliResult } from './cli.ts';

/* Images and maps that are compared from a terminal. */

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let cats: readonly string[] = [];

beforeAll(async () => {
  workspace = await makeWorkspace();
  const common = ['--model', standIn, '--workspace', workspace.path];
  for (const args of [
    ['explore', 'cat', 'dog', 'tomato', '--source', 'sample', '--method', 'umap'],
    ['project', '--method', 'pca', '--name', 'plain'],
  ])
    expect((await lexiclip([...args, ...common])).status).toBe(0);
  cats = (await readJson<{ images: string[] }>(workspace.path, 'concepts/cat/concept.json')).images;
});
afterAll(() => workspace.remove());

function compare(...args: string[]): Promise<CliResult> {
  return lexiclip(['compare', ...args, '--workspace', workspace.path]);
}

async function phrases(id: string): Promise<readonly string[]> {
  const { prompt } = await readJson<{ prompt: string }>(workspace.path, `concepts/cat/${id}.json`);
  return prompt.split(',').map((phrase) => phrase.trim());
}

describe('compare from a terminal', () => {
  it('prints two prompts as one text, a phrase to a line', async () => {
    const [a = '', b = ''] = cats;
    const { status, stdout } = await compare(a, b);
    expect(status).toBe(0);
    const lines = stdout.split('\n');
    expect(lines.slice(0, 3)).toEqual([`--- ${a}`, `+++ ${b}`, ' Prompt:']);
    const [first, second] = [await phrases(a), await phrases(b)];
    for (const phrase of first) expect(lines).toContain(`${second.includes(phrase) ? ' ' : '-'}${phrase}`);
    for (const phrase of second) expect(lines).toContain(`${first.includes(phrase) ? ' ' : '+'}${phrase}`);
  });

  it('prints more as a table, and all as JSON', async () => {
    const three = cats.slice(0, 3);
    const { stdout, stderr } = await compare(...three);
    expect(stdout.split('\n')[0]?.split(' | ')).toHaveLength(4);
    expect(stderr).toMatch(/\d+ of \d+ fields differ\./);
    const { images, rows } = JSON.parse((await compare(...three, '--json')).stdout) as {
      images: { id: string; prompt: string[] }[];
      rows: { label: string; isSame: boolean }[];
    };
    expect(images.map(({ id }) => id)).toEqual(three);
    expect(images[0]?.prompt).toEqual(await phrases(three[0] ?? ''));
    expect(rows.find(({ label }) => label === 'Source')).toMatchObject({
      isSame: true,
      values: Array(3).fill('sample'),
    });
  });

  it('tells who moved from one map to another', async () => {
    const { status, stdout, stderr } = await compare('--maps', 'umap', 'plain', '--limit', '4');
    expect([status, stdout.trim().split('\n').length]).toEqual([0, 4]);
    expect(stderr).toMatch(/On average .* of the 7 nearest of 30 images differ between umap and plain\./);
    const { mean, images } = JSON.parse((await compare('--maps', 'umap', 'plain', '--json')).stdout) as {
      mean: number;
      images: { score: number }[];
    };
    expect(mean).toBeGreaterThan(0);
    const scores = images.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((one, two) => two - one));
    const same = JSON.parse((await compare('--maps', 'umap', 'umap', '--json')).stdout) as object;
    expect(same).toMatchObject({ mean: 0, images: [], k: 7, compared: 30 });
  });

  it.each([
    ['one image', () => [cats[0] ?? ''], 2, /From 2 to 10 images can be compared, not 1/],
    ['an image twice', () => [cats[0] ?? '', cats[0] ?? ''], 2, /not 1/],
    ['an image that is not there', () => [cats[0] ?? '', '../x'], 2, /no image \.\.\/x/],
    ['one map', () => ['--maps', 'umap'], 2, /names of two maps/],
    ['a map that is not there', () => ['--maps', 'umap', 'wide'], 1, /no map “wide”/],
    ['images and maps', () => [cats[0] ?? '', '--maps', 'umap', 'plain'], 2, /leave out the images/],
  ])('refuses %s', async (_, args, wanted, message) => {
    const { status, stderr, stdout } = await compare(...args());
    expect([status, stdout]).toEqual([wanted, '']);
    expect(stderr).toMatch(message);
  });
});
