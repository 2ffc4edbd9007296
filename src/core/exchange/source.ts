import * as l10n from '@vscode/l10n';
import { readClusters } from '../clusters/clusters-file.ts';
import { clusterColumns, type ClusterColumn } from '../clusters/columns.ts';
import {
  collectedVectors,
  type CollectedDependencies,
  type CollectedVectors,
} from '../collection/collected-vectors.ts';
import type { CollectedImage } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { vectorsName } from '../collection/embedding-rows.ts';
import { inSlices } from '../collection/in-slices.ts';
import type { NeighbourGraph } from '../collection/neighbour-graph.ts';
import type { StoredMap } from '../collection/stored-map.ts';
import { isAbout, LexiclipError } from '../errors.ts';
import type { Visibility } from '../explore/map.ts';
import { inOrder } from '../explore/view-model.ts';
import { existingGraph } from '../neighbours/collection-graph.ts';
import type { Sha256 } from '../sha256.ts';

export interface ExportDependencies {
  readonly collection: Collection;
  /** Names the vectors of the chosen model, for a collection without a map. */
  readonly vectors: string;
  readonly sha256: Sha256;
}

/** Which images are taken along. */
export interface ExportChoice {
  /** In this order; without it, all that are `visible`, in the collection's. */
  readonly ids?: readonly string[] | undefined;
  readonly visible: Visibility;
  /** The map whose places are the main ones; without it, the first. */
  readonly map?: string | undefined;
}

/** What is known of the images that are taken along. */
export interface ExportSource {
  readonly collection: Collection;
  readonly images: readonly CollectedImage[];
  readonly concepts: readonly string[];
  /** The main one first. */
  readonly maps: readonly StoredMap[];
  /** Aligned with the images, the coarsest level first. */
  readonly clusters: readonly ClusterColumn[];
  readonly vectors: CollectedVectors | undefined;
  readonly graph: ExportedGraph | undefined;
}

export interface ExportedGraph {
  readonly graph: NeighbourGraph;
  /** One for each of its rows. */
  readonly images: readonly CollectedImage[];
}

/**
 * Reads what is known of some images; vectors and neighbours are those of the main map.
 * @param withVectors Whether they are wanted: they are most of what has to be read.
 * @throws LexiclipError `no-images`, `no-such-map`, and `bad-argument` where none of the ids is in the collection.
 */
export async function exportSource(
  choice: ExportChoice,
  withVectors: boolean,
  { collection, vectors: chosen, sha256 }: ExportDependencies,
): Promise<ExportSource> {
  const images = await chosenImages(choice, collection);
  const { concepts } = await collection.view();
  const maps = mainFirst(inOrder(await collection.projections()), choice.map);
  const name = maps[0] === undefined ? chosen : vectorsName(maps[0].model);
  const clusters = await readClusters(collection, name);
  const ids = images.map(({ id }) => id);
  const dependencies = { collection, vectors: name, sha256 };
  return {
    collection,
    images,
    concepts: concepts.map((concept) => concept.name),
    maps,
    clusters: clusters === undefined ? [] : await clusterColumns(clusters, ids, collection.pause),
    vectors: withVectors ? await vectorsIfAny(dependencies) : undefined,
    graph: withVectors ? await existingGraph(dependencies) : undefined,
  };
}

/** @throws LexiclipError as `exportSource` does. */
export async function chosenImages(
  { ids, visible }: Pick<ExportChoice, 'ids' | 'visible'>,
  collection: Pick<Collection, 'view' | 'pause'>,
): Promise<readonly CollectedImage[]> {
  const view = await collection.view();
  const { pause } = collection;
  const images: CollectedImage[] = [];
  if (ids === undefined)
    await inSlices(view.images, pause, (image) => {
      if ((visible.nsfw || !image.nsfw) && (visible.grids || !image.grid)) images.push(image);
    });
  else
    await inSlices([...new Set(ids)], pause, (id) => {
      const image = view.image(id);
      if (image !== undefined) images.push(image);
    });
  if (images.length > 0) return images;
  if (view.images.length === 0 || ids === undefined) throw new LexiclipError({ kind: 'no-images' });
  const problem = l10n.t('name no image of the collection');
  throw new LexiclipError({ kind: 'bad-argument', argument: l10n.t('The ids'), problem });
}

function mainFirst(maps: readonly StoredMap[], main: string | undefined): readonly StoredMap[] {
  if (main === undefined) return maps;
  const found = maps.find(({ name }) => name === main);
  if (found === undefined) throw new LexiclipError({ kind: 'no-such-map', name: main });
  return [found, ...maps.filter((map) => map !== found)];
}

/** The vectors of a name; undefined where there are none. */
export async function vectorsIfAny(
  dependencies: CollectedDependencies,
): Promise<CollectedVectors | undefined> {
  try {
    return await collectedVectors(dependencies);
  } catch (error) {
    if (!isAbout(error, 'no-vectors')) throw error;
    return undefined;
  }
}
