import { expect, it } from 'vitest';
import { mergeGenerations } from '../../../src/core/fetch/merge-generations.ts';
import type { Generation } from '../../../src/core/metadata/generation.ts';

const sidecar: Generation = { tool: 'unknown', place: 'sidecar:txt', prompt: 'words' };
const image: Generation = { tool: 'ComfyUI', place: 'png:prompt', prompt: 'other words', seed: 0, cfg: 7 };

it.each<[string, Generation[], object]>([
  ['nothing', [], {}],
  ['one without a tool', [sidecar], { prompt: 'words', readFrom: { prompt: 'sidecar:txt' } }],
  [
    'a sidecar, and what the image says beside it',
    [sidecar, image],
    {
      tool: 'ComfyUI',
      prompt: 'words',
      cfg: 7,
      seed: 0,
      readFrom: { prompt: 'sidecar:txt', cfg: 'png:prompt', seed: 'png:prompt' },
    },
  ],
  [
    'a sidecar without a prompt',
    [{ tool: 'unknown', place: 'sidecar:json', seed: 9 }, image],
    {
      tool: 'ComfyUI',
      prompt: 'other words',
      cfg: 7,
      seed: 9,
      readFrom: { prompt: 'png:prompt', cfg: 'png:prompt', seed: 'sidecar:json' },
    },
  ],
])('%s', (_, generations, merged) => {
  expect(mergeGenerations(generations)).toEqual(merged);
});
