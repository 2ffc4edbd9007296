import { expect, it } from 'vitest';
import { comparedImage, type ComparedImage } from '../../../src/core/compare/compared-image.ts';
import { comparisonRows } from '../../../src/core/compare/comparison.ts';
import { comparisonMarkdown } from '../../../src/core/compare/markdown.ts';
import { lineChanges, promptLines } from '../../../src/core/compare/prompt-text.ts';

const lexiclip = { concept: 'cat', source: 'folder', image: 'images/a.png', sha256: '', fetchedAt: '' };

function image(id: string, said: Readonly<Record<string, unknown>>, own: object = {}): ComparedImage {
  return comparedImage({ id, name: id, concepts: ['cat'] }, { ...said, lexiclip: { ...lexiclip, ...own } });
}

const first = image('a', {
  prompt: 'a cat, <lora:ink:0.8>, oil',
  negativePrompt: 'blurry',
  seed: 1,
  steps: 20,
  model: 'sdxl',
});
const second = image(
  'b',
  {
    model: 'sdxl',
    steps: 30,
    prompt: 'a cat, (dog:1.2), oil',
    parameters: { 'Clip skip': 2, Steps: 30, graph: { a: { b: 1 } }, tiled: true },
  },
  { tags: ['keep', 'red'], rating: 4 },
);
const third = image('c', { prompt: 'oil, a cat, (dog:1.2)', steps: 30, model: 'sdxl' });

it('has the fields in one order, whatever their order in the file', () =>
  expect(second.fields).toEqual([
    { label: 'Model', value: 'sdxl' },
    { label: 'Steps', value: '30' },
    { label: 'Source', value: 'folder' },
    { label: 'Concept', value: 'cat' },
    { label: 'Tags', value: 'keep, red' },
    { label: 'Rating', value: '4' },
    { label: 'Clip skip', value: '2' },
    { label: 'tiled', value: 'true' },
  ]));

it('takes nothing from keys that hold something else, and shows no character that hides', () => {
  const said = { prompt: 7, model: { a: 1 }, sampler: 'eu\u202eler', createdAt: '+275760-13-01' };
  const odd = image('x', said, { tags: ['ke\u202eep'] });
  expect([odd.prompt, odd.fields.map(({ label, value }) => `${label} ${value}`)]).toEqual([
    [],
    ['Sampler euler', 'Source folder', 'Concept cat', 'Tags keep'],
  ]);
});

it('tells what all have, and what each has beside it', () => {
  const rows = comparisonRows([first, second, third]);
  expect(rows.find(({ label }) => label === 'Prompt')).toEqual({
    kind: 'phrases',
    label: 'Prompt',
    shared: ['a cat', 'oil'],
    own: [
      [{ phrase: '<lora:ink:0.8>', isAlone: true }],
      [{ phrase: '(dog:1.2)', isAlone: false }],
      [{ phrase: '(dog:1.2)', isAlone: false }],
    ],
    isReordered: false,
    isSame: false,
  });
  const fields = rows.flatMap((row) =>
    row.kind === 'field' ? [[row.label, row.isSame, ...row.values]] : [],
  );
  expect(fields).toEqual([
    ['Model', true, 'sdxl', 'sdxl', 'sdxl'],
    ['Steps', false, '20', '30', '30'],
    ['Seed', false, '1', undefined, undefined],
    ['Source', true, 'folder', 'folder', 'folder'],
    ['Concept', true, 'cat', 'cat', 'cat'],
    ['Tags', false, undefined, 'keep, red', undefined],
    ['Rating', false, undefined, '4', undefined],
    ['Clip skip', false, undefined, '2', undefined],
    ['tiled', false, undefined, 'true', undefined],
  ]);
});

it('knows prompts that differ in nothing but their order', () => {
  const [row] = comparisonRows([second, third]);
  expect(row).toMatchObject({ own: [[], []], isReordered: true, isSame: false });
  expect(comparisonRows([third, third])[0]).toMatchObject({ isReordered: false, isSame: true });
});

it('writes an image as lines, a phrase to each', () =>
  expect(promptLines(first)).toEqual([
    'Prompt:',
    ...['a cat', '<lora:ink:0.8>', 'oil', '', 'Negative prompt:', 'blurry', '', 'Model: sdxl', 'Steps: 20'],
    ...['Seed: 1', 'Source: folder', 'Concept: cat'],
  ]));

it('tells the lines of two images apart', () => {
  const changes = lineChanges(first, second).filter(({ change }) => change !== 'same');
  expect(changes).toEqual([
    { change: 'removed', line: '<lora:ink:0.8>' },
    { change: 'added', line: '(dog:1.2)' },
    ...['Negative prompt:', 'blurry', ''].map((line) => ({ change: 'removed', line })),
    ...['Steps: 20', 'Seed: 1'].map((line) => ({ change: 'removed', line })),
    { change: 'added', line: 'Steps: 30' },
    ...['Tags: keep, red', 'Rating: 4', 'Clip skip: 2', 'tiled: true'].map((line) => ({
      change: 'added',
      line,
    })),
  ]);
});

it('ends where two texts have nothing in common', () => {
  const long = (of: string): ComparedImage =>
    image(of, { prompt: Array.from({ length: 100_000 }, (_, at) => `${of}${at}`).join() });
  expect(lineChanges(long('a'), long('b')).length).toBeGreaterThan(200_000);
});

it('is a table of Markdown in which nothing is taken for a mark', () => {
  const odd = image('d', { prompt: 'a cat, oil, a|b *c*', model: 'x_y_z' });
  expect(comparisonMarkdown(['a', '<b>'], comparisonRows([first, odd])).split('\n')).toEqual([
    '|  | a | \\<b\\> |',
    '| --- | --- | --- |',
    '| Prompt, in all | a cat, oil | a cat, oil |',
    '| Prompt, different | **\\<lora:ink:0.8\\>** | **a\\|b \\*c\\*** |',
    '| Negative prompt, different | **blurry** |  |',
    '| Model | **sdxl** | **x\\_y\\_z** |',
    '| Steps | **20** |  |',
    '| Seed | **1** |  |',
    '| Source | folder | folder |',
    '| Concept | cat | cat |',
    '',
  ]);
});
