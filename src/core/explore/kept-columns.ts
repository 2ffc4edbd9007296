import type { StoredMap } from '../collection/stored-map.ts';
import { KeptClusters } from './cluster-views.ts';
import type { FieldColumn } from './field-columns.ts';
import type { ImageColumns, ProjectionView } from './map.ts';
import type { PictureColumns } from './picture-columns.ts';

/**
 * The columns that a page was given last: those that are as they were stay the same objects, so that neither the host
 * makes nor the page gets them again.
 */
export class KeptColumns {
  readonly clusters = new KeptClusters();
  #images: ImageColumns | undefined;
  readonly #views = new Map<string, { map: StoredMap; images: ImageColumns; view: ProjectionView }>();

  /** The images as they were kept, where these are equal; else these, which are kept from now on. */
  images(images: ImageColumns): ImageColumns {
    if (this.#images !== undefined && isEqual(this.#images, images)) return this.#images;
    this.#images = images;
    return images;
  }

  /** The view of a map that was kept, where neither it nor the images are others by now. */
  view(map: StoredMap, images: ImageColumns): ProjectionView | undefined {
    const kept = this.#views.get(map.name);
    return kept?.map === map && kept.images === images ? kept.view : undefined;
  }

  /** Maps that are gone need no memory. */
  keepOnly(maps: readonly StoredMap[]): void {
    for (const name of this.#views.keys())
      if (!maps.some((map) => map.name === name)) this.#views.delete(name);
  }

  keep(map: StoredMap, images: ImageColumns, view: ProjectionView): void {
    this.#views.set(map.name, { map, images, view });
  }
}

function isEqual(a: ImageColumns, b: ImageColumns): boolean {
  return (
    a.ids.length === b.ids.length &&
    a.ids.every((id, row) => id === b.ids[row]) &&
    a.concepts.every((concept, row) => concept === b.concepts[row]) &&
    a.flags.every((flag, row) => flag === b.flags[row]) &&
    JSON.stringify(a.thumbnailNames) === JSON.stringify(b.thumbnailNames) &&
    a.fields.length === b.fields.length &&
    a.fields.every((column, at) => isEqualColumn(column, b.fields[at])) &&
    hasSamePictures(a.pictures, b.pictures)
  );
}

function isEqualColumn(a: FieldColumn, b: FieldColumn | undefined): boolean {
  if (
    a.field !== b?.field ||
    JSON.stringify('labels' in a && a.labels) !== JSON.stringify('labels' in b && b.labels)
  )
    return false;
  const [starts, others] = ['starts' in a ? a.starts : undefined, 'starts' in b ? b.starts : undefined];
  if (a.values.length !== b.values.length || starts?.every((start, row) => start === others?.[row]) === false)
    return false;
  return a.values.every((value, row) => Object.is(value, b.values[row]));
}

/** A sheet of a name is always the same. */
function hasSamePictures(a: PictureColumns | undefined, b: PictureColumns | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.sheets.join() === b.sheets.join() && a.cells.every((cell, row) => cell === b.cells[row]);
}
