import { CELL_PIXELS, SHEET_CELLS } from '../../../src/core/collection/sheets.ts';
import type { CarriedImage } from '../../../src/core/explore/carried.ts';
import { GRID, THUMBNAIL, type ExplorerMap } from '../../../src/core/explore/map.ts';
import { seededRandom } from '../../../src/core/random.ts';

const CONCEPTS = 12;
const GROUPS = 60;
/** A map of more images carries neither their prompts nor pictures: the page would have more than a gigabyte. */
const MOST_WITH_PROMPTS = 10_000;

/** Sheets of a map whose images share pictures. */
const SHARED_SHEETS = 45;

/**
 * A map of n images in 60 groups of 12 concepts, the same for the same seed: what an exported page carries.
 * @param shares Whether all images have pictures, however many there are: they share those of 45 sheets.
 */
export function generatedMap(n: number, seed: number, shares = false): ExplorerMap {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const groups = Array.from({ length: GROUPS }, () => ({
    x: 20 * (random() - 0.5),
    y: 14 * (random() - 0.5),
    spread: 0.2 + 0.6 * random(),
  }));
  const [xy, concepts] = [new Float32Array(2 * n), new Uint32Array(n)];
  const distortion = new Float32Array(n);
  const ids: string[] = [];
  for (let row = 0; row < n; row++) {
    const { x, y, spread } = groups[row % GROUPS] ?? { x: 0, y: 0, spread: 1 };
    xy.set([x + spread * normal(), y + spread * normal()], 2 * row);
    concepts[row] = row % CONCEPTS;
    distortion[row] = random();
    ids.push(idOf(random));
  }
  const model = { id: 'generated', label: 'Generated', standIn: false };
  const withPictures = shares || n <= MOST_WITH_PROMPTS;
  const needed = Math.ceil(n / SHEET_CELLS);
  const sheets = shares ? Math.min(needed, SHARED_SHEETS) : needed;
  const pictures = {
    sheets: Array.from({ length: sheets }, (_, sheet) => `sheet-${sheet}`),
    cells: Uint32Array.from({ length: n }, (_, row) => row % (sheets * SHEET_CELLS)),
    sizes: new Uint8Array(2 * n).fill(CELL_PIXELS),
  };
  return {
    title: 'generated',
    concepts: Array.from({ length: CONCEPTS }, (_, concept) => `concept ${concept + 1}`),
    images: {
      ids,
      concepts,
      flags: Uint8Array.from({ length: n }, (_, row) => (row % 50 === 0 ? GRID : 0) & ~THUMBNAIL),
      thumbnailNames: [],
      fields: [],
      ...(withPictures && { pictures }),
    },
    projections: [
      {
        name: 'umap',
        title: 'UMAP',
        method: 'umap',
        parameters: {},
        seed,
        createdAt: '2026-01-01T00:00:00.000Z',
        xy,
        distortion,
        quality: { k: 15, trustworthiness: 0.98, continuity: 0.97, neighboursKept: 0.4 },
        model,
        device: { provider: 'CPU', reason: 'generated' },
      },
    ],
    leftOut: { nsfw: 0, grids: 0 },
    thumbnails: '',
    clusters: [],
    sheets: '',
  };
}

/** What the page carries of the images of such a map: prompts of 25 words, where there are not too many. */
export function* generatedImages(n: number): Iterable<CarriedImage> {
  if (n > MOST_WITH_PROMPTS) return;
  for (let row = 0; row < n; row++) {
    const prompt = Array.from({ length: 25 }, (_, at) => `word${(row * 31 + at * 17) % 997}`).join(' ');
    yield { prompt, file: JSON.stringify({ id: row, prompt }), thumbnail: null, nearest: [] };
  }
}

/** As long as a UUID, as Lexica's ids. */
function idOf(random: () => number): string {
  const part = (): string =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  const digits = part() + part() + part() + part();
  return [0, 8, 12, 16, 20].map((from, at, all) => digits.slice(from, all[at + 1])).join('-');
}
