import type {
  MapMethod,
  ParameterValue,
  ProjectionMethod,
  ProjectionOrigin,
  QualityMetrics,
  StabilityMetrics,
} from '../collection/schema.ts';
import type { ClusterView } from './cluster-views.ts';
import type { FieldColumn } from './field-columns.ts';
import type { PictureColumns } from './picture-columns.ts';
import type { PreviewPoint } from './preview-map.ts';

/*
 * The view model of the explorer: what the page draws, for the editor and for the exported page alike.
 */

/** Coordinates of one projection, aligned with `ExplorerMap.images`. */
export interface ProjectionView {
  readonly name: string;
  /** For people: `UMAP`, `t-SNE`. */
  readonly title: string;
  /** `preview` for the first picture of images that are being embedded. */
  readonly method: MapMethod | 'preview';
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** [x0, y0, x1, y1, …]; NaN where the projection lacks the image. */
  readonly xy: Float32Array;
  /** [z0, z1, …] of a map in space; absent for a flat one. */
  readonly depth?: Float32Array;
  /** [d0, d1, …], 0 to 1: the share of each image's nearest images that the map does not keep near it; NaN if unknown. */
  readonly distortion?: Float32Array;
  /** [m0, m1, …], 0 to 1: beside another map, the share of each image's nearest that differ there; NaN where that is unknown. */
  readonly moved?: Float32Array;
  readonly quality?: QualityMetrics | undefined;
  readonly stability?: StabilityMetrics | undefined;
  readonly origin?: ProjectionOrigin | undefined;
  /** Whether the user stopped it when it looked right. */
  readonly stopped?: boolean | undefined;
  /** Epochs or iterations that were run. */
  readonly steps?: number | undefined;
  /** Set while the map is being laid out; `createdAt` is empty then. */
  readonly liveLayout?: boolean;
  /** Names those vectors (`vectorsName`); absent where it is not known. */
  readonly vectors?: string | undefined;
  /** The model whose vectors were projected; `standIn` must be visible wherever the map is. */
  readonly model: { readonly id: string; readonly label: string; readonly standIn: boolean };
  readonly device: { readonly provider: string; readonly reason: string };
}

/**
 * The images of a map, as columns: 100,000 of them are a few megabytes. Prompts stay with the host, which is asked for
 * the one that shows.
 */
export interface ImageColumns {
  readonly ids: readonly string[];
  /**
   * Indices into `ExplorerMap.concepts`: of the concepts of each image, the one that came last. Who makes a concept of a
   * cluster wants to see it.
   */
  readonly concepts: Uint32Array;
  /** Bits, see `GRID` and `THUMBNAIL`. */
  readonly flags: Uint8Array;
  /** The thumbnails that are not named by their image's id: row and file name without extension. */
  readonly thumbnailNames: readonly (readonly [row: number, name: string])[];
  /** What they can be coloured and filtered by, besides their concept. */
  readonly fields: readonly FieldColumn[];
  /** Absent where no image is in a sheet. */
  readonly pictures?: PictureColumns;
}

/** The image is several in one. */
export const GRID = 1;
/** There is a thumbnail. */
export const THUMBNAIL = 2;

export interface ExplorerMap {
  /** Names the collection for people: the workspace folder's name. */
  readonly title: string;
  readonly concepts: readonly string[];
  readonly images: ImageColumns;
  readonly projections: readonly ProjectionView[];
  /** Of the vectors that the projections were made of: for each its levels, the coarsest first. */
  readonly clusters: readonly ClusterView[];
  /** How many images the user's settings leave out. */
  readonly leftOut: { readonly nsfw: number; readonly grids: number };
  /** The folder's address from which the page loads thumbnails; empty where the page carries them. */
  readonly thumbnails: string;
  /** The same for sheets. */
  readonly sheets: string;
}

/** The name of the picture of images that are being embedded; no projection file has it. */
export const PREVIEW = 'preview' as const;

/** Images that are being embedded, and by what. */
export interface Preview {
  readonly points: readonly PreviewPoint[];
  readonly model: ProjectionView['model'];
  readonly device: ProjectionView['device'];
}

/** A map that is being laid out: what it is, for as long as it runs. */
export interface LiveLayoutInfo {
  /** The projection's name. */
  readonly name: string;
  /** For people: `UMAP`, `t-SNE · name`. */
  readonly title: string;
  readonly method: ProjectionMethod;
  readonly seed: number;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly model: ProjectionView['model'];
  readonly device: ProjectionView['device'];
  /** The images that it places, in the order of the frames. */
  readonly ids: readonly string[];
}

/** Which images the user wants to see. */
export interface Visibility {
  /** Those that their source marked as not safe for work. */
  readonly nsfw: boolean;
  /** Those that are several in one. */
  readonly grids: boolean;
}
