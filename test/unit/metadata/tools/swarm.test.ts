import { describe, it } from 'vitest';
import { check, type Case } from './cases.ts';

const SWARM = {
  sui_image_params: {
    prompt: 'a tram',
    negativeprompt: 'cars',
    model: 'flux/dev',
    seed: 5,
    steps: 4,
    cfgscale: 1,
    width: 640,
    height: 320,
    sampler: 'euler',
    scheduler: 'simple',
    loras: ['ink', 'fog'],
    loraweights: ['0.5', '1'],
  },
  sui_extra_data: { date: '2025-01-01' },
};
const swarm = {
  tool: 'SwarmUI',
  prompt: 'a tram',
  negativePrompt: 'cars',
  model: 'flux/dev',
  seed: 5,
  steps: 4,
  cfg: 1,
  size: '640x320',
  sampler: 'euler',
  scheduler: 'simple',
  loras: [
    { name: 'ink', weight: 0.5 },
    { name: 'fog', weight: 1 },
  ],
  parameters: SWARM,
};

describe('SwarmUI', () => {
  it.each<Case>([
    ['PNG', { 'png:parameters': SWARM }, swarm],
    ['JPEG', { 'exif:UserComment': SWARM }, swarm],
    [
      'lists with commas',
      {
        'png:parameters': { sui_image_params: { prompt: 'a tram', loras: 'ink, fog', loraweights: '0.5,1' } },
      },
      { loras: swarm.loras },
    ],
  ])('%s', check);
});
