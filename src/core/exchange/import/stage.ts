import * as l10n from '@vscode/l10n';
import type { CollectedVectors } from '../../collection/collected-vectors.ts';
import { vectorsName } from '../../collection/embedding-rows.ts';
import type { DeviceInfo, ModelInfo, ProjectionFile } from '../../collection/schema.ts';
import { LexiclipError } from '../../errors.ts';
import { QUALITY_NEIGHBOURS } from '../../neighbours/quality.ts';
import { neighbourGraph } from '../../neighbours/stage.ts';
import { inputDigest, projectImages, type ProjectDependencies } from '../../project/stage.ts';
import type { LongTask } from '../../signal.ts';
import { vectorsIfAny } from '../source.ts';
import type { ImportCounts, ImportedPoints, ImportedTable, ImportKind } from './imported-table.ts';
import { matchRows, type MatchedRows } from './matched-rows.ts';
import { checkImportName } from './names.ts';
import { importedDevice, removeEarlierVectors, storeVectors } from './stored-vectors.ts';
import { vectorRows } from './vector-rows.ts';

/** Coordinates beyond it are none that a map's file holds (collection/schema.ts). */
const FARTHEST = 1e12;
/** For maps that are made of vectors that came in. */
const SEED = 42;

export interface ImportRequest {
  /** Of the map, and of the model that vectors count as. */
  readonly name: string;
  /** What the table was read from, for people. */
  readonly file: string;
  readonly kind?: ImportKind | undefined;
}

export interface ImportReport extends ImportCounts {
  readonly name: string;
  readonly file: string;
  /** Whether vectors came in, and how many of them had another length than 1. */
  readonly vectors?: { readonly model: string; readonly dimension: number; readonly normalised: number };
  /** The map that shows them, whether it came in or was made of vectors that did. */
  readonly map: string;
}

/**
 * Brings in vectors, a map, or both that were computed elsewhere. They stand beside what was computed here. Vectors
 * without a map are laid out by UMAP.
 * @throws LexiclipError `no-images`, `bad-argument`, `bad-import`, and what projecting throws.
 */
export async function importTable(
  { name, file, kind }: ImportRequest,
  table: ImportedTable,
  dependencies: ProjectDependencies,
  task: LongTask,
): Promise<ImportReport> {
  const { collection } = dependencies;
  checkImportName(name, await collection.projections());
  const { images } = await collection.view();
  if (images.length === 0) throw new LexiclipError({ kind: 'no-images' });
  const vectors = kind === 'map' ? undefined : table.vectors;
  const points = kind === 'vectors' ? undefined : table.points;
  if (vectors === undefined && points === undefined) refuse(file, kindMissing(kind));
  const matched = await matchRows(table.ids, images, collection.pause);
  if (matched.matches.length === 0)
    refuse(file, l10n.t('none of its ids is that of an image of the collection'));
  if (vectors === undefined && points !== undefined)
    return { ...(await importMap(name, file, matched, points, dependencies, task)), name, file };
  if (vectors === undefined) throw new RangeError('there is nothing to import');

  const { rows, unusable, normalised } = await vectorRows(matched.matches, vectors, collection.pause);
  if (rows.length === 0)
    refuse(file, l10n.t('none of its vectors has a direction: they are zeros, or not finite'));
  task.signal.throwIfAborted();
  const model = await storeVectors(name, file, rows, vectors.dimension, dependencies);
  const imported = { model: model.id, dimension: vectors.dimension, normalised };
  const own = { ...dependencies, vectors: vectorsName(model) };
  const counts = { ...countsOf(matched), images: rows.length, unusable };
  if (points === undefined)
    await projectImages({ name, method: 'umap', parameters: {}, seed: SEED }, own, task);
  else await importMap(name, file, matched, points, own, task);
  await removeEarlierVectors(model, dependencies);
  return { name, file, ...counts, vectors: imported, map: name };
}

async function importMap(
  name: string,
  file: string,
  matched: MatchedRows,
  { layout, dimensions }: ImportedPoints,
  dependencies: ProjectDependencies,
  task: LongTask,
): Promise<ImportCounts & { readonly map: string }> {
  const { collection, clock, sha256 } = dependencies;
  const points: ProjectionFile['points'][number][] = [];
  for (const { image, row } of matched.matches) {
    const [x = NaN, y = NaN, z = NaN] = layout.subarray(row * dimensions, (row + 1) * dimensions);
    const place = dimensions === 3 ? [x, y, z] : [x, y];
    if (!place.every((value) => Math.abs(value) < FARTHEST)) continue;
    points.push(dimensions === 3 ? { id: image.id, x, y, z } : { id: image.id, x, y });
  }
  if (points.length === 0) refuse(file, l10n.t('none of its places is a pair of finite numbers'));
  const collected = await vectorsIfAny(dependencies);
  const measured = await measure(points, dimensions, collected, dependencies, task);
  task.signal.throwIfAborted();
  await collection.writeProjection({
    name,
    method: 'imported',
    parameters: { file },
    seed: 0,
    ...madeBy(file, collected),
    createdAt: clock.now().toISOString(),
    inputSha256: collected === undefined ? '' : await inputDigest(collected, sha256),
    ...measured,
  });
  const unusable = matched.matches.length - points.length;
  return { ...countsOf(matched), images: points.length, unusable, map: name };
}

/** How far the map can be trusted, by vectors that it is of: where it places all that have one. */
async function measure(
  points: ProjectionFile['points'],
  dimensions: number,
  collected: CollectedVectors | undefined,
  dependencies: ProjectDependencies,
  task: LongTask,
): Promise<Pick<ProjectionFile, 'points' | 'quality'>> {
  const places = new Map(points.map((point) => [point.id, point]));
  if (collected?.ids.every((id) => places.has(id)) !== true) return { points };
  const { vectors, dimension, ids } = collected;
  const graph = await neighbourGraph(collected, QUALITY_NEIGHBOURS, dependencies, task);
  const layout = new Float64Array(ids.length * dimensions);
  ids.forEach((id, row) => {
    const { x = NaN, y = NaN, z = NaN } = places.get(id) ?? {};
    layout.set([x, y, z].slice(0, dimensions), row * dimensions);
  });
  const { mark, distortion } = await dependencies.comparer.quality(
    { vectors, dimension, graph, layout, dimensions },
    task,
  );
  const shares = new Map(ids.map((id, row) => [id, distortion[row]]));
  return {
    quality: mark,
    points: points.map((point) => {
      const share = shares.get(point.id);
      return share === undefined ? point : { ...point, distortion: Math.round(share * 1000) / 1000 };
    }),
  };
}

/** A map that comes alone counts as one of the vectors that there are; without any, of a model that nobody knows. */
function madeBy(
  file: string,
  collected: CollectedVectors | undefined,
): { readonly model: ModelInfo; readonly device: DeviceInfo } {
  const unknown = { id: 'unknown', label: 'An unknown model', sha256: '', standIn: false };
  return { model: collected?.model ?? unknown, device: importedDevice(file) };
}

function countsOf({ unknown, duplicates, missing }: MatchedRows): Omit<ImportCounts, 'images' | 'unusable'> {
  return { unknown, duplicates, missing };
}

function refuse(path: string, detail: string): never {
  throw new LexiclipError({ kind: 'bad-import', path, detail });
}

function kindMissing(kind: 'vectors' | 'map' | undefined): string {
  if (kind === undefined) return l10n.t('it has no vectors and no map');
  return kind === 'map' ? l10n.t('it has no map') : l10n.t('it has no vectors');
}
