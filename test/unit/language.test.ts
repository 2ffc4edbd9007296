import { afterEach, expect, it } from 'vitest';
import { inEnglish, localDecimal, localFigure, localNumber, speak } from '../../src/core/language.ts';

afterEach(() => speak(undefined));

it('numbers are written as the language does that is spoken now', () => {
  const written = (): readonly string[] => [localDecimal(0.5, 2), localDecimal(0.5, 1), localNumber(1200)];
  expect(written()).toEqual(['0.50', '0.5', '1,200']);
  speak({ tag: 'de', translations: {} });
  expect(written()).toEqual(['0,50', '0,5', '1.200']);
  speak(undefined);
  expect(written()).toEqual(['0.50', '0.5', '1,200']);
});

it('what is set is written with the decimals that it has', () => {
  expect([0.1, 15, 1e-7, 42_424_242].map(localFigure)).toEqual(['0.1', '15', '0.0000001', '42424242']);
  speak({ tag: 'de', translations: {} });
  expect([0.1, 42_424_242].map(localFigure)).toEqual(['0,1', '42424242']);
});

it('what files keep is in English, and what comes after is in the language again', () => {
  speak({ tag: 'de', translations: {} });
  expect(inEnglish(() => localDecimal(0.5, 1))).toBe('0.5');
  expect(() =>
    inEnglish(() => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(localDecimal(0.5, 1)).toBe('0,5');
});
