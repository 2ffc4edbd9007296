import { describe, expect, it } from 'vitest';
import {
  conceptMark,
  distortionColour,
  unknownColour,
  type Background,
} from '../../../src/core/explore/palette.ts';

/** Relative luminance and contrast (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** The editor backgrounds of VS Code's own themes: Modern, Visual Studio, High Contrast, Quiet, Solarized, Abyss. */
const editors: Readonly<Record<Background, readonly string[]>> = {
  light: ['#ffffff', '#f5f5f5', '#fdf6e3'],
  dark: ['#1f1f1f', '#1e1e1e', '#000000', '#002b36', '#000c18'],
};

describe.each(['light', 'dark'] as const)('on %s backgrounds', (background) => {
  it('twelve colours stand out from every background of VS Code’s themes', () => {
    for (let index = 0; index < 12; index++) {
      const { colour } = conceptMark(index, background);
      for (const editor of editors[background]) {
        expect(contrast(colour, editor), `${index} ${colour} on ${editor}`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('no two of 48 concepts are marked alike', () => {
    const marks = Array.from({ length: 48 }, (_, index) => JSON.stringify(conceptMark(index, background)));
    expect(new Set(marks).size).toBe(48);
  });
});

it('changes the symbol from one concept to the next in high contrast, else only after twelve', () => {
  expect(conceptMark(0, 'dark').symbol).toBe(conceptMark(11, 'dark').symbol);
  expect(conceptMark(12, 'dark').symbol).not.toBe(conceptMark(0, 'dark').symbol);
  expect(conceptMark(1, 'dark', true).symbol).not.toBe(conceptMark(0, 'dark', true).symbol);
});

describe.each(['light', 'dark'] as const)('the scale of distortion on %s backgrounds', (background) => {
  const shares = Array.from({ length: 21 }, (_, step) => step / 20);

  it.each([
    [false, 3],
    [true, 4.5],
  ])('stands out, in high contrast (%s) with a contrast of %d', (highContrast, least) => {
    for (const share of shares) {
      const colour = distortionColour(share, background, highContrast);
      for (const editor of editors[background])
        expect(contrast(colour, editor), `${share} ${colour} on ${editor}`).toBeGreaterThanOrEqual(least);
    }
  });

  it('can be read by lightness alone', () => {
    const steps = shares.map((share) => luminance(distortionColour(share, background)));
    const ordered = [...steps].sort((a, b) => (background === 'dark' ? a - b : b - a));
    expect(steps).toEqual(ordered);
    expect(new Set(steps).size).toBe(steps.length);
  });

  it('has a colour of its own, which stands out, for what is not known', () => {
    const unknown = unknownColour(background);
    expect(shares.map((share) => distortionColour(share, background))).not.toContain(unknown);
    for (const editor of editors[background]) expect(contrast(unknown, editor)).toBeGreaterThanOrEqual(3);
  });
});
