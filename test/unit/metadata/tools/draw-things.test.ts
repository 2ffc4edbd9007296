import { describe, it } from 'vitest';
import { check, type Case } from './cases.ts';

describe('Draw Things', () => {
  const json = {
    c: 'a guitar',
    uc: 'ocean',
    model: 'sd.ckpt',
    sampler: 'DDIM',
    scale: 10,
    seed: 11,
    size: '1152x768',
    steps: 10,
  };
  const line = 'Steps: 10, Sampler: DDIM, Guidance Scale: 10.0, Seed: 11, Size: 1152x768, Model: sd.ckpt';
  const expected = {
    tool: 'Draw Things',
    prompt: 'a guitar',
    negativePrompt: 'ocean',
    model: 'sd.ckpt',
    sampler: 'DDIM',
    cfg: 10,
    seed: 11,
    size: '1152x768',
    steps: 10,
  };
  it.each<Case>([
    [
      'both',
      {
        'xmp:CreatorTool': 'Draw Things',
        'xmp:description': `a guitar\n-ocean\n${line}`,
        'xmp:UserComment': json,
      },
      expected,
    ],
    ['JSON', { 'exif:UserComment': json }, expected],
    ['description', { 'xmp:description': `a guitar\n-ocean\n${line}` }, expected],
    [
      'description without unwanted words',
      { 'xmp:CreatorTool': 'Draw Things', 'xmp:description': `a guitar\n${line}` },
      { tool: 'Draw Things', prompt: 'a guitar' },
    ],
  ])('%s', check);
});
