import { expect, it } from 'vitest';
import type { CollectedImage } from '../../../src/core/collection/collection-view.ts';
import { fieldColumns } from '../../../src/core/explore/field-columns.ts';
import type { ExplorerMap } from '../../../src/core/explore/map.ts';
import { allTags, taggedImages } from '../../../webview/curate/tagged-images.ts';
import { typedTags } from '../../../webview/curate/typed-tags.ts';

it.each([
  ['', { add: [], remove: [] }],
  [' , ', { add: [], remove: [] }],
  ['keep', { add: ['keep'], remove: [] }],
  ['  keep   this , -blurry,- two  words', { add: ['keep this'], remove: ['blurry', 'two words'] }],
  ['a-b', { add: ['a-b'], remove: [] }],
  ['--x', '“-x” begins with “-”, which removes a tag.'],
  ['-', '“” is no tag.'],
  ['x'.repeat(101), `“${'x'.repeat(101)}” is longer than 100 characters.`],
])('%j is typed', (text, expected) => {
  expect(typedTags(text)).toEqual(expected);
});

it('shows the tags that all of the images have first, and of the others how many have them', async () => {
  const tags = [['a', 'z'], ['z'], ['b', 'z'], ['other']];
  const images = tags.map((of) => ({ fields: { tags: of } }) as unknown as CollectedImage);
  const ids = ['0', '1', '2', '3'];
  const fields = await fieldColumns(images, () => Promise.resolve());
  const map = { images: { ids, fields } } as unknown as ExplorerMap;
  expect(taggedImages(map, ['0', '1', '2', 'not on the map'].slice(0, 3))).toEqual({
    count: 3,
    tags: [
      { tag: 'z', images: 3 },
      { tag: 'a', images: 1 },
      { tag: 'b', images: 1 },
    ],
  });
  expect(allTags(map)).toEqual(['z', 'a', 'b', 'other']);
});
