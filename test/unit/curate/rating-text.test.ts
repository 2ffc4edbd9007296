import { expect, it } from 'vitest';
import { UNKNOWN } from '../../../src/core/explore/labels.ts';
import type { ExplorerMap } from '../../../src/core/explore/map.ts';
import { speak } from '../../../src/core/language.ts';
import { ratingText } from '../../../webview/curate/rated-images.ts';

const labels = ['5 stars', '4 stars'];
const values = Uint8Array.of(1, 1, UNKNOWN);
const images = { ids: ['a', 'b', 'c'], fields: [{ field: 'rating', labels, values }] };
const map = { images } as unknown as ExplorerMap;

it('says how images are rated', () => {
  expect(ratingText(map, ['a'])).toBe('Rating: 4 stars.');
  expect(ratingText(map, ['a', 'b', 'gone'])).toBe('Rating of 2 images: 4 stars.');
  expect(ratingText(map, ['a', 'c'])).toBe('Ratings of 2 images differ.');
  speak({ tag: 'de', translations: { '{0} stars': '{0} Sterne', 'Rating: {0}.': 'Bewertung: {0}.' } });
  expect(ratingText(map, ['a'])).toBe('Bewertung: 4 Sterne.');
  speak(undefined);
  expect(ratingText(map, ['c'])).toBe('No rating.');
  expect(ratingText({ ...map, images: { ...map.images, fields: [] } }, ['a'])).toBe('No rating.');
});
