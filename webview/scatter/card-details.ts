import { GRID } from '../../src/core/explore/map.ts';
import { describeKept } from '../../src/core/explore/trust.ts';
import type { CardDetails } from '../detail/hover-card.ts';
import type { Scene } from './scene.ts';

/** What the hover card says of the image in a row. */
export function cardDetails(scene: Scene, row: number, thumbnail: string | undefined): CardDetails {
  const { map, projection } = scene;
  const { ids, flags } = map.images;
  const { colour } = scene.colouring.markOf(row);
  const { distortion, quality } = projection;
  const share = distortion?.[row] ?? NaN;
  return {
    id: ids[row] ?? '',
    thumbnail,
    grid: ((flags[row] ?? 0) & GRID) > 0,
    concept: conceptOf(scene, row),
    colour,
    kept: Number.isNaN(share) || quality === undefined ? undefined : describeKept(share, quality.k),
  };
}

/** The name of the concept under which an image is shown. */
export function conceptOf({ map }: Scene, row: number): string {
  return map.concepts[map.images.concepts[row] ?? -1] ?? '';
}
