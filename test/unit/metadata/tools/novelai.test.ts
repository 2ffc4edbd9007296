import { describe, it } from 'vitest';
import { check, type Case } from './cases.ts';

describe('NovelAI', () => {
  const settings = { steps: 23, sampler: 'k_euler', seed: 402, scale: 6, width: 16, height: 32, uc: 'text' };
  const caption = (base: string, ...characters: string[]): object => ({
    caption: {
      base_caption: base,
      char_captions: characters.map((each) => ({ char_caption: each, centers: [] })),
    },
  });
  const v4 = {
    ...settings,
    prompt: 'two girls',
    v4_prompt: caption('two girls', 'tall, red hair', ''),
    v4_negative_prompt: caption('lowres', 'hat'),
  };
  it.each<Case>([
    [
      '2022',
      {
        'png:Title': 'AI generated image',
        'png:Description': 'a harbour, {{detailed}}',
        'png:Software': 'NovelAI',
        'png:Source': 'Stable Diffusion 1',
        'png:Comment': settings,
      },
      {
        tool: 'NovelAI',
        prompt: 'a harbour, {{detailed}}',
        negativePrompt: 'text',
        model: 'Stable Diffusion 1',
        cfg: 6,
        seed: 402,
        size: '16x32',
      },
    ],
    [
      '2022 without unwanted words',
      {
        'png:Description': 'a harbour',
        'png:Software': 'NovelAI',
        'png:Comment': { steps: 1, sampler: 'ddim' },
      },
      { tool: 'NovelAI', prompt: 'a harbour' },
    ],
    [
      'V3',
      { 'png:Description': 'a har', 'png:Comment': { ...settings, prompt: 'a harbour' } },
      { prompt: 'a harbour', negativePrompt: 'text' },
    ],
    [
      'V4',
      { 'png:Description': 'two girls', 'png:Comment': v4 },
      { prompt: 'two girls\ntall, red hair', negativePrompt: 'lowres\nhat', parameters: v4 },
    ],
    [
      'hidden in the pixels',
      { 'alpha:Description': 'a harbour', 'alpha:Source': 'NovelAI Diffusion V4', 'alpha:Comment': settings },
      { tool: 'NovelAI', place: 'alpha:Comment', prompt: 'a harbour', model: 'NovelAI Diffusion V4' },
    ],
    [
      'WebP',
      {
        'exif:UserComment': {
          Description: 'a harbour',
          Software: 'NovelAI',
          Source: 'V4',
          Comment: JSON.stringify({ ...settings, prompt: 'a harbour' }),
        },
      },
      { tool: 'NovelAI', prompt: 'a harbour', negativePrompt: 'text', model: 'V4' },
    ],
  ])('%s', check);
});
