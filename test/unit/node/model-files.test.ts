import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { chooseModel } from '../../../src/node/models/model-files.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { minimalModel } from '../../fakes/minimal-model.ts';

let folder: string;
let description: string;
const places = { standIn: '/nowhere' };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-models-'));
  description = path.join(folder, 'mine.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('reads a description', async () => {
  await writeFile(description, JSON.stringify(minimalModel));
  expect(await chooseModel(description, places)).toMatchObject({ id: 'mine', folder });
});

it.each<[string, () => Promise<unknown>, string]>([
  ['is not there', () => Promise.resolve(), 'there is no such file'],
  ['is a folder', () => mkdir(description), 'it is no file'],
  ['is too large', () => writeFile(description, ' '.repeat(1e6 + 1)), 'it is larger than 1 MB'],
  ['is not JSON', () => writeFile(description, '{'), 'it is not JSON'],
  ['lacks a label', () => writeFile(description, JSON.stringify({ ...minimalModel, label: '' })), 'label: '],
  [
    'leads out of its folder',
    () =>
      writeFile(
        description,
        JSON.stringify({
          ...minimalModel,
          variants: [{ ...minimalModel.variants[0], path: '../model.onnx' }],
        }),
      ),
    'variants.0.path: it has to be a plain relative path, such as onnx/model.onnx',
  ],
])('refuses a description that %s', async (_what, make, detail) => {
  await make();
  expect(await failureOf(chooseModel(description, places))).toMatchObject({
    kind: 'model-unusable',
    path: description,
    detail: expect.stringContaining(detail) as string,
  });
});
