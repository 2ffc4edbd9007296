import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** An image that the server for tests knows. */
export interface Drawing {
  /** A UUID, as Lexica's are. */
  readonly id: string;
  readonly concept: string;
  readonly file: string;
}

/** Always the same UUID for the same image (its shape that of RFC 9562, version 8). */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The images of a folder whose sub-folders are concepts, as the built sample's are. */
export async function drawingsIn(folder: string): Promise<Drawing[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const concepts = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const drawings = await Promise.all(
    concepts.map(async (concept) =>
      (await readdir(path.join(folder, concept))).map((file) => ({
        id: uuidOf(`${concept}/${file}`),
        concept,
        file: path.join(folder, concept, file),
      })),
    ),
  );
  return drawings.flat();
}

/** The same files under many other concepts and ids. */
export function repeated(drawings: readonly Drawing[], concepts: number, each: number): Drawing[] {
  return Array.from({ length: concepts * each }, (_, index) => ({
    id: uuidOf(`repeated ${index}`),
    concept: `c${Math.floor(index / each)}`,
    file: drawings[index % drawings.length]?.file ?? '',
  }));
}

/** The thirteen keys of a recorded result, with its types: `seed` is a string of digits, prompts carry stray blanks. */
export function recordOf({ id, concept, file }: Drawing, imageOrigin: string): Record<string, unknown> {
  const number = Number.parseInt(id.slice(0, 8), 16);
  return {
    id,
    gallery: `https://lexica.art?q=${id}`,
    src: `${imageOrigin}/md2/${id}`,
    srcSmall: `${imageOrigin}/sm2/${id}`,
    prompt: `${number % 3 === 0 ? ' ' : ''}a ${concept}, ${path.parse(file).name.replaceAll('-', ' ')}, “studio light” ✨ `,
    width: 384,
    height: 384,
    // Past int32, as recorded seeds are.
    seed: String(number % 4_294_967_296),
    grid: number % 16 === 0,
    model: 'stable-diffusion',
    guidance: 7,
    promptid: id.replaceAll('a', 'b'),
    nsfw: false,
  };
}

export async function readDrawing({ file }: Drawing): Promise<{ contentType: string; body: Buffer }> {
  const body = await readFile(file);
  const extension = path.extname(file).slice(1).replace('jpg', 'jpeg');
  return { contentType: `image/${extension}`, body };
}
