import { afterEach, expect, it } from 'vitest';
import { localDecimal, localNumber, speak } from '../../src/core/language.ts';

afterEach(() => speak(undefined));

it('numbers are written as the language does that is spoken now', () => {
  const written = (): readonly string[] => [localDecimal(0.5, 2), localDecimal(0.5, 1), localNumber(1200)];
  expect(written()).toEqual(['0.50', '0.5', '1,200']);
  speak({ tag: 'de', translations: {} });
  expect(written()).toEqual(['0,50', '0,5', '1.200']);
  speak(undefined);
  expect(written()).toEqual(['0.50', '0.5', '1,200']);
});
