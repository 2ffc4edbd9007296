import { afterEach, describe, expect, it } from 'vitest';
import { speak } from '../../src/core/language.ts';
import { deviceReason, refusalText } from '../../src/core/wording/device-reason.ts';

const kept = [
  'as chosen',
  'no GPU can be used on this platform',
  "no GPU can be used (CUDA: its libraries are not installed; WebGPU: its vectors differ from the CPU's (cosine 0.5310))",
  'first that proved itself',
  'first that proved itself (CUDA: a driver’s own words)',
  'clip at gpu.example:8000',
];

afterEach(() => speak(undefined));

describe('why a device embeds', () => {
  it.each(kept)('is told in English as it is kept: %s', (reason) => {
    expect(deviceReason(reason)).toBe(reason);
  });

  it('is told in the language of the user, with what only the system words as it is', () => {
    speak({
      tag: 'de',
      translations: {
        'no GPU can be used': 'keine GPU',
        'its libraries are not installed': 'Bibliotheken fehlen',
        'no graphics adapter': 'kein Grafikadapter',
      },
    });
    expect(deviceReason(kept[2] ?? '')).toBe(
      "keine GPU (CUDA: Bibliotheken fehlen; WebGPU: its vectors differ from the CPU's (cosine 0.5310))",
    );
    expect(refusalText('no graphics adapter')).toBe('kein Grafikadapter');
    expect(refusalText('CUDA: its libraries are not installed; WebGPU: no graphics adapter')).toBe(
      'CUDA: Bibliotheken fehlen; WebGPU: kein Grafikadapter',
    );
  });
});
