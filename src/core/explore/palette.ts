/** What marks a concept's points. */
export interface ConceptMark {
  /** `#rrggbb` */
  readonly colour: string;
  /** An ECharts symbol. */
  readonly symbol: 'circle' | 'triangle' | 'rect' | 'diamond';
}

export type Background = 'light' | 'dark';

const HUES = 12;
const SYMBOLS = ['circle', 'triangle', 'rect', 'diamond'] as const;
/**
 * OKLCH lightness on each background. Neighbours in hue alternate between two, so that the twelve can be told
 * apart by lightness too where hue is not seen; all have a contrast of 3 and more to their background
 * (WCAG 2.2, 1.4.11), which test/unit/explore/palette.test.ts checks.
 */
const LIGHTNESS: Readonly<Record<Background, readonly [number, number]>> = {
  light: [0.47, 0.62],
  dark: [0.66, 0.82],
};
const CHROMA = 0.15;
/** Coprime to 12: concepts that follow each other are far apart in hue. */
const STRIDE = 5;
/** A red; with it the first three concepts are a red, a green and a violet. */
const FIRST_HUE = 25;

/**
 * Colour and symbol of the concept at `index`: twelve colours, then the same with other symbols. With
 * `everySymbol` (high contrast), symbols change from one concept to the next, too.
 */
export function conceptMark(index: number, background: Background, everySymbol = false): ConceptMark {
  const place = (index * STRIDE) % HUES;
  const lightness = LIGHTNESS[background][place % 2] ?? 0.6;
  const round = Math.floor(index / HUES);
  const symbol = SYMBOLS[(everySymbol ? index : round) % SYMBOLS.length] ?? 'circle';
  return { colour: oklch(lightness, CHROMA, (FIRST_HUE + place * (360 / HUES)) % 360), symbol };
}

type Lab = readonly [lightness: number, a: number, b: number];

/**
 * The scale of distortion in OKLab: from a blue through a violet red to a yellow on dark backgrounds, to a dark brown on
 * light ones. From blue to yellow, as Plasma and Cividis, so that it reads without red and green; lightness changes all
 * the way, so that it reads without colour; the end that is lost stands out most. All of it has a contrast of 3, in
 * high contrast of 4.5, to its background (WCAG 2.2, 1.4.11 and 1.4.3).
 */
const DISTORTION: Readonly<Record<Background, readonly [Lab, Lab, Lab]>> = {
  light: [
    [0.63, -0.03, -0.13],
    [0.5, 0.14, -0.03],
    [0.3, 0.08, 0.06],
  ],
  dark: [
    [0.62, -0.02, -0.15],
    [0.74, 0.12, 0.01],
    [0.93, -0.02, 0.16],
  ],
};
/** How much lighter, or darker, the scale is in high contrast. */
const HIGH_CONTRAST: Readonly<Record<Background, number>> = { light: -0.1, dark: 0.05 };

/** The colour of an image that has lost a share (0 to 1) of its neighbours. */
export function distortionColour(share: number, background: Background, highContrast = false): string {
  const [none, half, all] = DISTORTION[background];
  const at = 2 * Math.min(1, Math.max(0, share));
  const mix = (axis: 0 | 1 | 2): number =>
    at < 1 ? none[axis] + (half[axis] - none[axis]) * at : half[axis] + (all[axis] - half[axis]) * (at - 1);
  const [a, b] = [mix(1), mix(2)];
  const lightness = mix(0) + (highContrast ? HIGH_CONTRAST[background] : 0);
  return oklch(lightness, Math.hypot(a, b), (Math.atan2(b, a) * 180) / Math.PI);
}

/** The colour of an image whose distortion is not known. */
export function unknownColour(background: Background): string {
  return background === 'dark' ? '#8a8a8a' : '#767676';
}

/** OKLCH (hue in degrees) as sRGB, chroma reduced until it fits (Ottosson, "A perceptual color space", 2020). */
function oklch(lightness: number, chroma: number, hue: number): string {
  for (let c = chroma; ; c -= 0.01) {
    const a = c * Math.cos((hue * Math.PI) / 180);
    const b = c * Math.sin((hue * Math.PI) / 180);
    const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
    const linear = [
      4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
      -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
      -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    ];
    if (c <= 0 || linear.every((value) => value >= 0 && value <= 1)) return `#${linear.map(toHex).join('')}`;
  }
}

/** The sRGB transfer function (IEC 61966-2-1). */
function toHex(linear: number): string {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, value)) * 255)
    .toString(16)
    .padStart(2, '0');
}
