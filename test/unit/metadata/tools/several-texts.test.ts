import { describe, expect, it } from 'vitest';
import { readGeneration } from '../../../../src/core/metadata/read-generation.ts';
import { check, texts, type Case } from './cases.ts';

describe('several texts', () => {
  const infotext = 'a tram\nNegative prompt: cars\nSteps: 5, Seed: 6';
  it.each<Case>([
    [
      'an infotext before a graph',
      {
        'png:prompt': { 3: { inputs: { positive: ['4', 0] } }, 4: { inputs: { text: 'a {tram|bus}' } } },
        'png:parameters': infotext,
      },
      { tool: 'AUTOMATIC1111', prompt: 'a tram' },
    ],
    [
      'an infotext before a caption',
      { 'sidecar:txt': 'a street', 'png:parameters': infotext },
      { prompt: 'a tram' },
    ],
    [
      'a caption where JSON has no prompt',
      { 'sidecar:json': { prompt: null, id: 7 }, 'sidecar:txt': 'a street' },
      { prompt: 'a street', place: 'sidecar:txt' },
    ],
    [
      'a caption where JSON is broken',
      { 'sidecar:json': '[1,2', 'sidecar:caption': 'a street' },
      { prompt: 'a street' },
    ],
    [
      'a prompt before settings alone',
      { 'png:parameters': 'Steps: 5, Seed: 6', 'sidecar:txt': 'a street' },
      { prompt: 'a street' },
    ],
    [
      'plain words of a chunk',
      { 'png:prompt': 'a {{quiet}} street' },
      { tool: 'unknown', prompt: 'a {{quiet}} street' },
    ],
  ])('%s', check);

  it.each<[Record<string, string>]>([
    [{ 'exif:ImageDescription': 'SONY DSC' }],
    [{ 'xmp:description': 'OLYMPUS DIGITAL CAMERA' }],
    [{ 'exif:XPComment': 'a holiday', 'exif:XPTitle': 'Rome', 'exif:UserComment': 'Rome' }],
    [{ 'png:Comment': 'Created with GIMP', 'jpeg:comment': 'a comment', 'gif:comment': 'by hand' }],
    [
      {
        'png:Description': 'AI generated image',
        'exif:Make': 'Canon',
        'exif:Model': 'EOS: 5',
        'png:Title': 'x',
      },
    ],
  ])('are no prompts: %j', (places) => expect(readGeneration(texts(places))).toBeUndefined());
});
