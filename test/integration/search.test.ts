import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cosine, normaliseRows } from '../../src/core/embed/tensor.ts';
import { TextTokenizer } from '../../src/workers/inference/text-tokenizer.ts';
import { writeTinyClip } from '../fakes/clip/model-folder.ts';
import { referenceTextVector } from '../fakes/clip/reference.ts';
import { clipTokenizerJson } from '../fakes/clip/vocabulary.ts';
import { clipWeights, TINY_TEXT } from '../fakes/clip/weights.ts';
import { lexiclip, makeWorkspace, readJson, report, standIn, type CliResult } from './cli.ts';
import { readVectors } from './vectors.ts';

/* Search with a small CLIP that a user's own description names: its scores are checked against plain arithmetic. */

interface Found {
  readonly searched: number;
  readonly hits: readonly { readonly id: string; readonly score: number; readonly concepts: string[] }[];
}

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let model: string;

beforeAll(async () => {
  workspace = await makeWorkspace();
  model = await writeTinyClip(path.join(workspace.path, 'model'));
  const explored = await lexiclip([
    ...['explore', 'cat', 'dog', 'tomato', '--source', 'sample', '--method', 'umap', '--json'],
    ...['--model', model, '--device', 'cpu', '--workspace', workspace.path],
  ]);
  expect(report(explored).model).toBe('tiny-clip');
});
afterAll(async () => {
  await workspace.remove();
});

function search(...args: string[]): Promise<CliResult> {
  return lexiclip(['search', ...args, '--workspace', workspace.path, '--model', model]);
}

async function found(...args: string[]): Promise<Found> {
  return JSON.parse((await search(...args, '--json')).stdout) as Found;
}

/** A text's vector in float64, by a plain implementation of the transformer. */
function reference(text: string): Float32Array {
  const ids = TextTokenizer.from(clipTokenizerJson()).row(text, 77);
  const vector = Float32Array.from(referenceTextVector(TINY_TEXT, clipWeights(TINY_TEXT, 5), ids));
  normaliseRows(vector, vector.length);
  return vector;
}

describe('search from a terminal', () => {
  it('ranks all images by the cosine of their vectors and the words’', async () => {
    const { hits, searched } = await found('a red fruit', '--limit', '100');
    const vectors = await readVectors(workspace.path, 'tiny-clip-fp32');
    expect(searched).toBe(30);
    const expected = [...vectors].map(
      ([id, vector]) => [id, cosine(vector, reference('a red fruit'))] as const,
    );
    for (const [id, score] of expected)
      expect(hits.find((hit) => hit.id === id)?.score).toBeCloseTo(score, 4);
    expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  it('combines words and images by their weights', async () => {
    const vectors = await readVectors(workspace.path, 'tiny-clip-fp32');
    const [id = '', vector = new Float32Array()] = [...vectors][0] ?? [];
    const { hits, searched } = await found(`like:${id} + a dog - 2:grass`);
    const [dog, grass] = [reference('a dog'), reference('grass')];
    const sum = vector.map((value, at) => value + (dog[at] ?? 0) - 2 * (grass[at] ?? 0));
    normaliseRows(sum, sum.length);
    expect(searched).toBe(29);
    for (const hit of hits) expect(hit.score).toBeCloseTo(cosine(vectors.get(hit.id) ?? sum, sum), 4);
  });

  it('prints lines for people', async () => {
    const { stdout, stderr, status } = await search('a', 'red', 'fruit', '--limit', '3');
    expect(status).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(3);
    expect(stdout).toMatch(/^ +-?\d\.\d{3} {2}\S+ +(cat|dog|tomato): /);
    expect(stderr).toContain('3 of 30 images, by Tiny CLIP.');
  });

  it('ranks only what fields and words of prompts let through', async () => {
    const { hits, searched } = await found('a red fruit concept:cat prompt:drawing', '--limit', '100');
    expect(searched).toBe(10);
    expect(hits).toHaveLength(10);
    for (const { concepts } of hits) expect(concepts).toContain('cat');
  });

  it('finds words in prompts without any model', async () => {
    const query = ['--', 'tomato', '-cat'];
    const { stdout, status } = await lexiclip([
      ...['search', '--words', '--json', '--workspace', workspace.path],
      ...query,
    ]);
    expect(status).toBe(0);
    const { hits, model } = JSON.parse(stdout) as Found & { model?: string };
    expect(model).toBeUndefined();
    expect(hits.length).toBeGreaterThan(0);
    for (const { concepts, score } of hits) expect([concepts, score]).toEqual([['tomato'], undefined]);
  });

  it('prints the ids of a selection, to be read by other commands', async () => {
    const select = (...args: string[]): Promise<CliResult> =>
      lexiclip(['select', ...args, '--workspace', workspace.path, '--model', model]);
    const { images } = await readJson<{ images: string[] }>(workspace.path, 'concepts/dog/concept.json');
    const { stdout, stderr, status } = await select('concept:dog');
    expect([status, stdout.trim().split('\n')]).toEqual([0, images]);
    expect(stderr).toContain('10 of 30 images.');
    const ranked = await select('a red fruit concept:dog', '--meaning', '--limit', '3', '--json');
    const { hits } = await found('a red fruit concept:dog', '--limit', '3');
    expect(JSON.parse(ranked.stdout)).toMatchObject({ searched: 10, ids: hits.map(({ id }) => id) });
    expect((await select('concept:nothing')).stdout).toBe('');
    const wrong = await select('steps>many');
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr).toContain('because of character 1: “many” is no number');
  });

  it('refuses what cannot be searched for, with status 2', async () => {
    const { status, stderr } = await search('cat + ');
    expect(status).toBe(2);
    expect(stderr).toContain('“cat +” cannot be searched for');
  });

  it('says that the stand-in knows no words, and searches by image with it', async () => {
    const other = ['--workspace', workspace.path, '--model', standIn, '--device', 'cpu'];
    expect((await lexiclip(['embed', ...other])).status).toBe(0);
    const words = await lexiclip(['search', 'a red fruit', ...other]);
    expect(words.status).toBe(1);
    expect(words.stderr).toContain('knows images only');
    const { concepts } = await readJson<{ concepts: string[] }>(workspace.path, 'collection.json');
    expect(concepts).toContain('tomato');
    const [first] = (await found('a dog', '--limit', '1')).hits;
    const like = await lexiclip(['search', `like:${first?.id ?? ''}`, ...other, '--json']);
    expect((JSON.parse(like.stdout) as Found).searched).toBe(29);
  });

  it('does not load a file that is not what its description says', async () => {
    const file = path.join(path.dirname(model), 'text.onnx');
    const whole = await readFile(file);
    await writeFile(file, whole.subarray(0, whole.length - 1));
    const { status, stderr } = await search('a red fruit');
    expect(status).toBe(1);
    expect(stderr).toContain(`${file} is not the file that the model's description names`);
    await writeFile(file, whole);
    expect(
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
    ).toHaveLength(64);
  });
});
