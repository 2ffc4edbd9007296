import { describe, expect, it } from 'vitest';
import type { ProjectionSnapshot } from '../../../src/core/reports.ts';
import {
  conceptDescription,
  imageLabel,
  mapDescription,
  promptLabel,
} from '../../../src/vscode/tree/labels.ts';

describe('a prompt in the tree', () => {
  it.each([
    ['  a cat,\n  studio   light ', 'a cat, studio light'],
    ['', 'No prompt'],
    [' \n', 'No prompt'],
    ['x'.repeat(81), `${'x'.repeat(79)}…`],
  ])('%j reads %j', (prompt, label) => expect(promptLabel(prompt)).toBe(label));
});

it.each([
  ['cats/young ones/a.png', ' ', 'a.png'],
  ['0a1b', '', '0a1b'],
  ['C:\\pictures\\a.png', '', 'a.png'],
  ['cats/', '', 'cats'],
  ['a.png', ' a cat\n', 'a cat'],
])('an image in the tree has its prompt, else its name: %j, %j', (id, prompt, label) =>
  expect(imageLabel({ id, prompt })).toBe(label),
);

describe('a concept in the tree', () => {
  const concept = {
    name: 'cat',
    slug: 'cat',
    path: '',
    query: 'cat',
    source: '',
    requested: 2,
    fetchedAt: '',
  };
  const prompt = { id: 'a', prompt: '', path: '' };

  it('says how many images it has and how many are missing', () => {
    expect(conceptDescription({ ...concept, images: [prompt], missing: [] })).toBe('1 image');
    const missing = [{ id: 'b', reason: 'gone' }];
    expect(conceptDescription({ ...concept, images: [], missing })).toBe('0 images, 1 missing');
  });
});

describe('a map in the tree', () => {
  const projection: ProjectionSnapshot = {
    name: 'umap',
    method: 'umap',
    parameters: { neighbors: 7 },
    seed: 42,
    createdAt: '2024-05-06T07:08:09Z',
    model: { id: 'm', label: 'M', sha256: '', standIn: false },
    device: { provider: 'cpu', reason: '' },
    points: 3,
    path: '',
  };

  it('is told from others by its parameters, and its date, which may be cut off, comes last', () => {
    const description = mapDescription({ projection });
    expect(description).toMatch(/^neighbours 7, seed 42 · .*2024/);
    expect(mapDescription({ projection: { ...projection, createdAt: '' } })).toBe('neighbours 7, seed 42');
  });

  it('says first that it is outdated, and that a stand-in embedded its images', () => {
    const model = { ...projection.model, standIn: true };
    const description = mapDescription({
      projection: { ...projection, model },
      outdated: { missing: 2, gone: 0 },
    });
    expect(description).toMatch(/^2 images missing · stand-in model · neighbours 7, seed 42 · /);
  });
});
