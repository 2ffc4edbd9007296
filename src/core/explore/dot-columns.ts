import type { Colouring } from './colouring.ts';
import type { ImageColumns } from './map.ts';
import type { ConceptMark } from './palette.ts';
import type { Plane } from './rotation.ts';

/** What dots are made of. */
interface Dots {
  readonly map: { readonly images: Pick<ImageColumns, 'ids'> };
  readonly plane: Pick<Plane, 'nearness'>;
  /** 1 for each image that is grey. */
  readonly greyed: Uint8Array | undefined;
  readonly colouring: Pick<Colouring, 'markOf'>;
}

/** Dots side by side in the order of drawing: who draws a million of them looks each up nowhere else. */
export interface DotColumns {
  readonly rows: Uint32Array;
  /** Coordinates. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Indices into `marks`. */
  readonly kinds: Uint16Array;
  /** What dots look like; the first, which is not there, is what is grey. */
  readonly marks: readonly (ConceptMark | undefined)[];
  /** Of a map in space: 0 farthest to 1 nearest. */
  readonly nearness: Float32Array | undefined;
}

/** The kind of what is grey. */
export const HIDDEN_KIND = 0;
/** As many kinds as their numbers have room for; a colouring has a few hundred at most. */
const MOST_KINDS = 2 ** 16;

/** Makes columns of dots, anew when something is another. */
export class DotColumnMaker {
  #of: readonly unknown[] = [];
  #columns: DotColumns | undefined;
  #kinds: { readonly colouring: unknown; readonly of: RowKinds } | undefined;

  /**
   * @param rows In the order of drawing.
   */
  make(
    { map, plane, greyed, colouring }: Dots,
    { x, y }: Pick<Plane, 'x' | 'y'>,
    rows: Uint32Array,
  ): DotColumns {
    const of = [rows, x, y, plane.nearness, greyed, colouring];
    if (this.#columns !== undefined && of.every((one, at) => one === this.#of[at])) return this.#columns;
    if (this.#kinds?.colouring !== colouring)
      this.#kinds = { colouring, of: kindsOf(colouring, map.images.ids.length) };
    const { kinds, marks } = this.#kinds.of;
    const columns = {
      rows,
      x: new Float32Array(rows.length),
      y: new Float32Array(rows.length),
      kinds: new Uint16Array(rows.length),
      marks,
      nearness: plane.nearness === undefined ? undefined : new Float32Array(rows.length),
    };
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0;
      columns.x[at] = x[row] ?? NaN;
      columns.y[at] = y[row] ?? NaN;
      columns.kinds[at] = greyed?.[row] === 1 ? HIDDEN_KIND : (kinds[row] ?? HIDDEN_KIND);
      if (columns.nearness !== undefined) columns.nearness[at] = plane.nearness?.[row] ?? 0.5;
    }
    this.#of = of;
    this.#columns = columns;
    return columns;
  }
}

interface RowKinds {
  readonly marks: readonly (ConceptMark | undefined)[];
  /** By row, indices into `marks`. */
  readonly kinds: Uint16Array;
}

/** Asks for each image's mark once; those that look alike are one kind, whether they are one object or not. */
function kindsOf({ markOf }: Dots['colouring'], count: number): RowKinds {
  const marks: (ConceptMark | undefined)[] = [undefined];
  const kinds = new Uint16Array(count);
  const ofMark = new Map<ConceptMark, number>();
  const ofLook = new Map<string, number>();
  for (let row = 0; row < count; row++) {
    const mark = markOf(row);
    let kind = ofMark.get(mark);
    if (kind === undefined) {
      const look = `${mark.colour} ${mark.symbol}`;
      kind = ofLook.get(look) ?? Math.min(marks.length, MOST_KINDS - 1);
      ofLook.set(look, kind);
      if (kind === marks.length) marks.push(mark);
      if (ofMark.size < MOST_KINDS) ofMark.set(mark, kind);
    }
    kinds[row] = kind;
  }
  return { marks, kinds };
}
