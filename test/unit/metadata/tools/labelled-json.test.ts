import { describe, expect, it } from 'vitest';
import { readGeneration } from '../../../../src/core/metadata/read-generation.ts';
import { check, texts, type Case } from './cases.ts';

describe('JSON with common names', () => {
  it.each<Case>([
    [
      'AI Horde, negative behind hashes',
      { prompt: 'a cave ### bats', steps: 5 },
      { prompt: 'a cave', negativePrompt: 'bats' },
    ],
    [
      'ArtBot',
      {
        prompt: 'a cave',
        negative: 'bats',
        sampler: 'k_euler',
        cfg_scale: 7,
        steps: 5,
        seed: '6',
        models: ['Deliberate'],
        width: 16,
        height: 32,
      },
      { prompt: 'a cave', negativePrompt: 'bats', sampler: 'k_euler', model: 'Deliberate', seed: 6 },
    ],
    [
      'gallery-dl of Civitai',
      {
        id: 1,
        generation: {
          meta: { prompt: 'a cave', negativePrompt: 'bats', cfgScale: 7, Size: '16x32', Model: 'm' },
        },
      },
      { prompt: 'a cave', negativePrompt: 'bats', size: '16x32', model: 'm' },
    ],
    ['Civitai, meta in meta', { meta: { id: 1, meta: { prompt: 'a cave' } } }, { prompt: 'a cave' }],
    [
      'AIBooru',
      { ai_metadata: { prompt: 'a cave', negative_prompt: 'bats', parameters: { Model: 'm' } } },
      { prompt: 'a cave', negativePrompt: 'bats' },
    ],
    [
      'infotext inside',
      { parameters: 'a cave\nNegative prompt: bats\nSteps: 5, Seed: 6' },
      { prompt: 'a cave', negativePrompt: 'bats', steps: 5 },
    ],
    [
      'img2dataset',
      { caption: 'a cave', url: 'https://host.example/a.jpg', width: 16, height: 32, sha256: '0' },
      { prompt: 'a cave' },
    ],
    ['imagefolder', { file_name: 'a.png', text: 'a cave' }, { prompt: 'a cave' }],
    ['gallery-dl', { description: 'a cave', title: 'b' }, { prompt: 'a cave' }],
    ['a prompt before a caption', { caption: 'no', prompt: 'a cave' }, { prompt: 'a cave' }],
    ['a caption where the prompt is null', { caption: 'a cave', prompt: null }, { prompt: 'a cave' }],
    [
      'DiffusionDB',
      { p: 'a cave', se: 6, c: 7, st: 50, sa: 'k_lms' },
      { prompt: 'a cave', seed: 6, cfg: 7, steps: 50, sampler: 'k_lms' },
    ],
  ])('%s', (what, object, expected) => {
    check(
      what,
      { 'sidecar:json': object },
      { ...expected, parameters: object['parameters'] === undefined ? object : {} },
    );
  });

  it.each([
    { prompt: null, id: 7, file: 'C:/x.png' },
    { x: 1 },
    { prompt: {} },
    { prompt: '  ' },
    { version: 1, tool: 'x' },
  ])('nothing: %j', (object) => expect(readGeneration(texts({ 'sidecar:json': object }))).toBeUndefined());

  it('stops in objects that lie in each other', () => {
    const deep = '{"meta":'.repeat(2000) + '{"prompt":"a"}' + '}'.repeat(2000);
    expect(readGeneration(texts({ 'sidecar:json': deep }))).toBeUndefined();
  });
});
