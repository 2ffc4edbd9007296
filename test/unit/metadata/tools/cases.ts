import { expect } from 'vitest';
import type { FoundText } from '../../../../src/core/metadata/found-text.ts';
import { readGeneration } from '../../../../src/core/metadata/read-generation.ts';

/** Texts by their places; objects stand as JSON. */
export const texts = (places: Record<string, unknown>): FoundText[] =>
  Object.entries(places).map(([place, value]) => ({
    place,
    text: typeof value === 'string' ? value : JSON.stringify(value),
  }));

export type Case = [what: string, places: Record<string, unknown>, expected: object];
export const check = (_: string, places: Record<string, unknown>, expected: object): void =>
  expect(readGeneration(texts(places))).toMatchObject(expected);
