import {
  conceptMark,
  distortionColour,
  unknownColour,
  type ConceptMark,
} from '../../src/core/explore/palette.ts';
import type { Scene } from './scene.ts';

/** Colour and symbol of each image, by row: of its dot, and the border of its picture. */
export function marksOf({ map, projection, colourBy, theme }: Scene): (row: number) => ConceptMark {
  const { background, highContrast } = theme;
  const byDistortion = colourBy === 'distortion';
  // Where colour says something else, only the symbol is left to tell concepts apart.
  const marks = map.concepts.map((_, index) => conceptMark(index, background, highContrast || byDistortion));
  const none: ConceptMark = { colour: theme.foreground, symbol: 'circle' };
  const markOf = (row: number): ConceptMark => marks[map.images.concepts[row] ?? -1] ?? none;
  if (!byDistortion) return markOf;
  return (row) => {
    const share = projection.distortion?.[row] ?? NaN;
    const colour = Number.isNaN(share)
      ? unknownColour(background)
      : distortionColour(share, background, highContrast);
    return { symbol: markOf(row).symbol, colour };
  };
}
