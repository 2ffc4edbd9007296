// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { columnTypes } from '../../../src/core/explore/carried.ts';
import { carriedMap } from '../../../webview/carried.ts';

/* What an exported page carries, as the page reads it. */

const column = (values: Float32Array | Uint32Array | Uint8Array): object => ({
  column: Object.keys(columnTypes).find(
    (name) => values instanceof columnTypes[name as keyof typeof columnTypes],
  ),
  base64: btoa(String.fromCharCode(...new Uint8Array(values.buffer))),
});

afterEach(() => {
  document.body.replaceChildren();
  Reflect.deleteProperty(Uint8Array, 'fromBase64');
});

function carry(map: unknown): void {
  const element = document.createElement('script');
  element.type = 'application/json';
  element.id = 'lexiclip-map';
  element.textContent = JSON.stringify(map);
  document.body.append(element);
}

describe('a map that is carried', () => {
  const xy = Float32Array.of(0.5, -1, 3, 4);
  const values = Uint8Array.of(0, 255);
  const starts = Uint32Array.of(0, 70_000);
  const map = {
    concepts: ['cat', 'dog'],
    images: {
      ids: ['a', 'b'],
      concepts: column(values),
      fields: [{ field: 'tags', starts: column(starts) }],
    },
    projections: [{ name: 'umap', xy: column(xy), quality: null, parameters: { seed: 42 } }],
  };
  const whole = {
    concepts: ['cat', 'dog'],
    images: { ids: ['a', 'b'], concepts: values, fields: [{ field: 'tags', starts }] },
    projections: [{ name: 'umap', xy, quality: null, parameters: { seed: 42 } }],
  };

  it('has its columns of numbers wherever they are', () => {
    carry(map);
    expect(carriedMap()).toEqual(whole);
  });

  it('has them by the browser where that can', () => {
    Object.defineProperty(Uint8Array, 'fromBase64', {
      configurable: true,
      value: (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
    });
    carry(map);
    expect(carriedMap()).toEqual(whole);
  });

  it('is none where the page carries none', () => {
    expect(carriedMap()).toBeUndefined();
  });
});
