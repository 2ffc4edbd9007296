import type { Collection } from '../../core/collection/collection.ts';
import { LexiclipError } from '../../core/errors.ts';
import { encodeSvg, type PictureTheme } from '../../core/exchange/svg.ts';
import { clusterPlaces } from '../../core/explore/cluster-labels.ts';
import { colouring, type ColourBy } from '../../core/explore/colouring.ts';
import type { Visibility } from '../../core/explore/map.ts';
import type { Background } from '../../core/explore/palette.ts';
import { planeOf, unrotated } from '../../core/explore/rotation.ts';
import { explorerMap } from '../../core/explore/view-model.ts';
import type { Size } from '../../core/explore/viewport.ts';
import { loadSharp } from '../images/sharp.ts';

export interface MapPictureRequest {
  readonly title: string;
  readonly visible: Visibility;
  /** Without them, all images of the map. */
  readonly ids?: readonly string[] | undefined;
  /** The map's name; without it, the first. */
  readonly map?: string | undefined;
  readonly size: Size;
  readonly colourBy?: ColourBy | undefined;
  readonly background: Background;
}

/** VS Code's default themes. */
const THEMES: Readonly<Record<Background, PictureTheme>> = {
  dark: { background: 'dark', highContrast: false, canvas: '#1f1f1f', foreground: '#cccccc' },
  light: { background: 'light', highContrast: false, canvas: '#ffffff', foreground: '#3b3b3b' },
};

/** A map as SVG, piece by piece. @throws LexiclipError `no-maps`, `no-such-map`. */
export async function mapSvg(collection: Collection, request: MapPictureRequest): Promise<Iterable<string>> {
  const { title, visible, ids, map: name, size, colourBy, background } = request;
  const map = await explorerMap(collection, await collection.view(), {
    title,
    visible,
    only: ids === undefined ? undefined : new Set(ids),
    thumbnails: '',
    sheets: '',
  });
  if (map === undefined) throw new LexiclipError({ kind: 'no-maps' });
  const projection = map.projections.find((one) => name === undefined || one.name === name);
  if (projection === undefined) throw new LexiclipError({ kind: 'no-such-map', name: name ?? '' });
  const theme = THEMES[background];
  const plane = planeOf(projection, unrotated);
  const own = map.clusters.filter(({ vectors }) => vectors === projection.vectors);
  const clusters = own.find(({ level }) => level === 'middle') ?? own[0];
  return encodeSvg({
    size,
    title: `${map.title} · ${projection.title}`,
    ids: map.images.ids,
    plane,
    colouring: colouring(map, projection, colourBy, theme),
    labels: clusters === undefined ? [] : clusterPlaces(clusters, plane, undefined),
    theme,
  });
}

/** An SVG of ours as PNG. @param scale Pixels of the PNG to one of the SVG. */
export async function pngOfSvg(svg: string, scale: number): Promise<Uint8Array> {
  // 72 dots to an inch are what librsvg takes for one to a pixel.
  return loadSharp()(Buffer.from(svg), { density: 72 * scale, unlimited: true })
    .png()
    .toBuffer();
}
