import * as l10n from '@vscode/l10n';
import { countOfImages } from '../../src/core/counted.ts';
import { conceptMark } from '../../src/core/explore/palette.ts';
import { planeOf, unrotated } from '../../src/core/explore/rotation.ts';
import { fitBox, toPixels } from '../../src/core/explore/viewport.ts';
import { localNumber } from '../../src/core/language.ts';
import type { MapPreview as Preview } from '../../src/protocol/explorer.ts';
import { element } from '../dom.ts';
import { Sprites } from '../scatter/sprites.ts';
import { onThemeChange, readTheme } from '../theme.ts';

type Frame = Extract<Preview, { kind: 'frame' }>;

/** Pixels kept free around all dots. */
const MARGIN = 8;
/** The diameter of a dot in pixels: of few images, and of many. */
const LARGEST_DOT = 9;
const SMALLEST_DOT = 3;

/** A small picture of the map that the form describes. */
export class MapPreview {
  readonly element = element('div', 'map-preview');
  readonly #canvas = element('canvas', 'map-preview-canvas');
  readonly #progress = element('progress', 'map-preview-progress');
  readonly #caption = element('p', 'map-preview-caption');
  readonly #sprites = new Sprites();
  #frame: Frame | undefined;

  constructor() {
    this.#canvas.role = 'img';
    this.#progress.ariaHidden = 'true';
    this.#caption.role = 'status';
    this.element.append(this.#canvas, this.#progress, this.#caption);
    new ResizeObserver(() => this.#draw()).observe(this.#canvas);
    onThemeChange(() => this.#draw());
  }

  /** A form opens: nothing is known of its map. */
  clear(): void {
    this.#frame = undefined;
    this.#tell(l10n.t('The preview is being prepared.'));
    this.wait();
    this.#draw();
  }

  /** Another preview is on its way; until it comes, the one before stays. */
  wait(): void {
    this.element.dataset['state'] = 'waiting';
    this.#progress.hidden = false;
    this.#progress.removeAttribute('value');
  }

  /** There is none. @param reason For people. */
  fail(reason: string): void {
    this.#progress.hidden = true;
    this.element.dataset['state'] = 'failed';
    this.#tell(reason);
  }

  show(preview: Preview): void {
    if (preview.kind === 'failed') {
      this.#frame = undefined;
      this.fail(preview.message);
    } else {
      this.#frame = preview;
      const { done, total, of, concepts } = preview;
      const isDone = done >= total;
      this.#progress.hidden = isDone;
      if (total > 0) this.#progress.value = done / total;
      this.element.dataset['state'] = isDone ? 'done' : 'forming';
      const shown = localNumber(concepts.length);
      this.#tell(
        concepts.length < of
          ? l10n.t(
              'A sample of {0} of {1}. The map of all of them can look different.',
              shown,
              countOfImages(of),
            )
          : of === 1
            ? l10n.t('The one image.')
            : l10n.t('All {0} images.', localNumber(of)),
      );
    }
    this.#draw();
  }

  /** The same text is not read out again. */
  #tell(text: string): void {
    if (this.#caption.textContent !== text) this.#caption.textContent = text;
    this.#canvas.ariaLabel =
      this.#frame === undefined
        ? l10n.t('No preview')
        : l10n.t('Preview of the map, in the colours of the concepts');
  }

  #draw(): void {
    const canvas = this.#canvas;
    const [size, ratio] = [{ width: canvas.clientWidth, height: canvas.clientHeight }, devicePixelRatio];
    canvas.width = Math.round(size.width * ratio);
    canvas.height = Math.round(size.height * ratio);
    const context = canvas.getContext('2d');
    if (context === null || this.#frame === undefined) return;
    const { coordinates, dimensions, concepts } = this.#frame;
    const { x, y, bounds } = planeOf({ xy: flat(coordinates, dimensions) }, unrotated);
    if (bounds === undefined) return;
    const theme = readTheme();
    const inner = { width: size.width - 2 * MARGIN, height: size.height - 2 * MARGIN };
    const viewport = fitBox(bounds.left, bounds.right, bounds.low, bounds.high, inner);
    const dot = Math.max(SMALLEST_DOT, LARGEST_DOT - concepts.length / 200);
    this.#sprites.begin({ ...theme, ring: 0 }, ratio);
    context.scale(ratio, ratio);
    concepts.forEach((concept, row) => {
      const at = toPixels({ x: x[row] ?? NaN, y: y[row] ?? NaN }, viewport, size);
      const mark = conceptMark(concept, theme.background, theme.highContrast);
      this.#sprites.draw(context, { ...mark, emphasis: 'plain' }, at.x, at.y, dot);
    });
  }
}

/** [x0, y0, x1, y1, …]: a map in space is seen from the front. */
function flat(coordinates: Float32Array, dimensions: number): Float32Array {
  if (dimensions === 2) return coordinates;
  const count = Math.floor(coordinates.length / dimensions);
  return Float32Array.from({ length: count * 2 }, (_, at) => {
    const row = Math.floor(at / 2);
    return coordinates[row * dimensions + (at % 2)] ?? NaN;
  });
}
