import type { Colouring } from './colouring.ts';
import type { ImageColumns } from './map.ts';
import type { ConceptMark } from './palette.ts';
import type { Plane } from './rotation.ts';

/** What a dot looks like. While images are selected, those are bright, and the others are faint. */
export interface DotMark extends ConceptMark {
  readonly emphasis: 'plain' | 'bright' | 'faint';
}

/** What dots are made of. */
interface Dots {
  readonly map: { readonly images: Pick<ImageColumns, 'ids'> };
  readonly plane: Pick<Plane, 'nearness'>;
  /** 1 for each image that is grey. */
  readonly greyed: Uint8Array | undefined;
  /** 1 for each image that is selected; undefined where none is. */
  readonly selected: Uint8Array | undefined;
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
  readonly marks: readonly (DotMark | undefined)[];
  /** Of a map in space: 0 farthest to 1 nearest. */
  readonly nearness: Float32Array | undefined;
  /** How many are bright. */
  readonly bright: number;
}

/** The kind of what is grey. */
export const HIDDEN_KIND = 0;
/** As many kinds as their numbers have room for, three times each; a colouring has a few hundred at most. */
const MOST_KINDS = Math.floor(2 ** 16 / 3) - 1;

/** Makes columns of dots, anew when something is another. */
export class DotColumnMaker {
  #of: readonly unknown[] = [];
  #columns: DotColumns | undefined;
  #kinds: { readonly colouring: unknown; readonly of: RowKinds } | undefined;

  /**
   * @param rows In the order of drawing.
   */
  make(
    { map, plane, greyed, selected, colouring }: Dots,
    { x, y }: Pick<Plane, 'x' | 'y'>,
    rows: Uint32Array,
  ): DotColumns {
    const of = [rows, x, y, plane.nearness, greyed, selected, colouring];
    if (this.#columns !== undefined && of.every((one, at) => one === this.#of[at])) return this.#columns;
    if (this.#kinds?.colouring !== colouring)
      this.#kinds = { colouring, of: kindsOf(colouring, map.images.ids.length) };
    const { kinds, marks, count } = this.#kinds.of;
    let bright = 0;
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
      const kind = kinds[row] ?? HIDDEN_KIND;
      if (selected?.[row] === 1 && greyed?.[row] !== 1) bright++;
      const emphasised = selected === undefined ? kind : kind + (selected[row] === 1 ? count : 2 * count);
      columns.kinds[at] = greyed?.[row] === 1 ? HIDDEN_KIND : emphasised;
      if (columns.nearness !== undefined) columns.nearness[at] = plane.nearness?.[row] ?? 0.5;
    }
    this.#of = of;
    this.#columns = { ...columns, bright };
    return this.#columns;
  }
}

interface RowKinds {
  /** The first is what is hidden; then all kinds as they are, all of them bright, and all of them faint. */
  readonly marks: readonly (DotMark | undefined)[];
  /** From a kind to the same in another emphasis. */
  readonly count: number;
  /** By row, indices into `marks` of kinds as they are. */
  readonly kinds: Uint16Array;
}

/** Asks for each image's mark once; those that look alike are one kind, whether they are one object or not. */
function kindsOf({ markOf }: Dots['colouring'], images: number): RowKinds {
  const marks: ConceptMark[] = [];
  const kinds = new Uint16Array(images);
  const ofMark = new Map<ConceptMark, number>();
  const ofLook = new Map<string, number>();
  for (let row = 0; row < images; row++) {
    const mark = markOf(row);
    let kind = ofMark.get(mark);
    if (kind === undefined) {
      const look = `${mark.colour} ${mark.symbol}`;
      kind = ofLook.get(look) ?? Math.min(marks.length, MOST_KINDS - 1);
      ofLook.set(look, kind);
      if (kind === marks.length) marks.push(mark);
      if (ofMark.size < MOST_KINDS) ofMark.set(mark, kind);
    }
    kinds[row] = kind + 1;
  }
  const emphasised = emphases.flatMap((emphasis) => marks.map((mark): DotMark => ({ ...mark, emphasis })));
  return { marks: [undefined, ...emphasised], count: marks.length, kinds };
}

/** In the order of kinds. */
const emphases = ['plain', 'bright', 'faint'] as const;
