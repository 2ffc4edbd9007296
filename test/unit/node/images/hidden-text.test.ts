import { describe, expect, it } from 'vitest';
import { readImageText } from '../../../../src/node/images/text.ts';
import { hiddenIn } from '../../../fakes/hidden-pixels.ts';
import { picture } from '../../../fakes/image-texts.ts';

const infotext = 'a kite, 山\nSteps: 20, Seed: 7';
const novel = JSON.stringify({ Software: 'NovelAI', Comment: '{"prompt":"a kite"}', steps: 28 });

describe('text in the lowest bits of pixels', () => {
  it.each([['stealth_pnginfo'], ['stealth_pngcomp'], ['stealth_rgbinfo'], ['stealth_rgbcomp']])(
    'is read behind %s',
    async (signature) => {
      expect(await readImageText(await hiddenIn(signature, infotext), true)).toEqual([
        { place: 'alpha:parameters', text: infotext },
      ]);
    },
  );

  it('is read from a WebP without loss', async () => {
    expect(await readImageText(await hiddenIn('stealth_pngcomp', infotext, 'webp'), true)).toHaveLength(1);
  });

  it('is given key by key where it is an object, then whole', async () => {
    expect(await readImageText(await hiddenIn('stealth_pngcomp', novel), true)).toEqual([
      { place: 'alpha:Software', text: 'NovelAI' },
      { place: 'alpha:Comment', text: '{"prompt":"a kite"}' },
      { place: 'alpha:steps', text: '28' },
      { place: 'alpha:parameters', text: novel },
    ]);
  });

  it.each([
    ['nobody asked for it', hiddenIn('stealth_pnginfo', infotext), false],
    ['the signature is another one', hiddenIn('stealth_nothing', infotext), true],
    ['an image has none', picture(1).png().toBuffer(), true],
    [
      'its pixels cannot be read',
      hiddenIn('stealth_pnginfo', infotext).then((png) => png.subarray(0, 60)),
      true,
    ],
    ['there are too few pixels', picture(1).resize(1, 1).png().toBuffer(), true],
    ['the format has no such bits', picture(1).jpeg().toBuffer(), true],
  ])('is not there where %s', async (_, image, hidden) => {
    expect(await readImageText(await image, hidden)).toEqual([]);
  });
});
