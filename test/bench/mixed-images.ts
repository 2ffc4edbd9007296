import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { commentOf, exifOf, utf16 } from '../fakes/exif.ts';
import { gifComment, jpegOf, pngOf, webpOf, type Chunk, type Segment } from '../fakes/image-containers.ts';
import { described } from '../fakes/xmp.ts';
import { picture, SIDE } from './images.ts';

/** Pictures are made once, and carry other words in each file. */
const PICTURES = 16;
const CONCEPTS = 20;
const PROMPT = 'a red kite over hills, soft light, 风筝, detailed, masterpiece';

interface Pictures {
  readonly png: Buffer;
  readonly jpg: Buffer;
  readonly webp: Buffer;
  readonly gif: Buffer;
}

type Kind = (pictures: Pictures, infotext: string) => { readonly name: string; readonly bytes: Buffer }[];

/** Behind the signature and the header, or in front of the end. */
function withChunks(png: Buffer, chunks: readonly Chunk[], isAtEnd = false): Buffer {
  const at = isAtEnd ? png.length - 12 : 33;
  return Buffer.concat([png.subarray(0, at), pngOf(...chunks).subarray(33, -12), png.subarray(at)]);
}

/** Behind the first marker; what `jpegOf` has behind its segments is eight bytes long. */
function withSegment(jpg: Buffer, segment: Segment): Buffer {
  return Buffer.concat([jpg.subarray(0, 2), jpegOf(segment).subarray(2, -8), jpg.subarray(2)]);
}

function withEndChunk(webp: Buffer, chunk: Chunk): Buffer {
  const whole = Buffer.concat([webp, webpOf(chunk).subarray(12)]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
}

/** Behind the colours that the head tells of. */
function withExtension(gif: Buffer, extension: Buffer): Buffer {
  const flags = gif[10] ?? 0;
  const at = 13 + ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  return Buffer.concat([gif.subarray(0, at), extension, gif.subarray(at)]);
}

function jpegExif(jpg: Buffer, text: string, bigEndian: boolean): Buffer {
  const exif = exifOf([], [commentOf('UNICODE', utf16(text, bigEndian))], bigEndian);
  return withSegment(jpg, [0xe1, `Exif\0\0${exif.toString('latin1')}`]);
}

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** A graph of ComfyUI of usual length, of which most is no text. */
const graph = (text: string): string =>
  JSON.stringify({
    3: {
      class_type: 'KSampler',
      inputs: { seed: 1, steps: 20, cfg: 7, positive: ['6', 0], negative: ['7', 0] },
    },
    6: { class_type: 'CLIPTextEncode', inputs: { text } },
    7: { class_type: 'CLIPTextEncode', inputs: { text: 'blurry' } },
    8: { class_type: 'VAEDecode', inputs: { samples: ['3', 0] } },
    9: { class_type: 'SaveImage', inputs: { images: ['8', 0] } },
    ...Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        index + 20,
        { class_type: 'Other', inputs: { value: index } },
      ]),
    ),
  });

const KINDS: readonly Kind[] = [
  ({ png }, text) => [
    { name: 'a.png', bytes: withChunks(png, [['iTXt', `parameters\0\0\0\0\0${latin1(text)}`]]) },
  ],
  ({ png }, text) => [
    { name: 'a.png', bytes: withChunks(png, [['tEXt', `prompt\0${latin1(graph(text))}`]]) },
  ],
  ({ png }, text) => {
    const zipped = deflateSync(Buffer.from(text)).toString('latin1');
    const chunks: Chunk[] = [
      ['zTXt', `parameters\0\0${zipped}`],
      ['eXIf', exifOf([])],
    ];
    return [{ name: 'a.png', bytes: withChunks(png, chunks, true) }];
  },
  ({ png }, text) => [
    { name: 'a.png', bytes: png },
    { name: 'a.txt', bytes: Buffer.from(text) },
  ],
  ({ jpg }, text) => [{ name: 'a.jpg', bytes: jpegExif(jpg, text, true) }],
  ({ jpg }, text) => [{ name: 'a.jpg', bytes: jpegExif(jpg, text, false) }],
  ({ jpg }, text) => {
    const xmp = latin1(described(text.replaceAll('\n', '&#10;')));
    return [{ name: 'a.jpg', bytes: withSegment(jpg, [0xe1, `http://ns.adobe.com/xap/1.0/\0${xmp}`]) }];
  },
  ({ jpg }, text) => [
    { name: 'a.jpg', bytes: jpg },
    { name: 'a.json', bytes: Buffer.from(JSON.stringify({ prompt: text, seed: 1 })) },
  ],
  ({ webp }, text) => [
    {
      name: 'a.webp',
      bytes: withEndChunk(webp, ['EXIF', exifOf([], [commentOf('ASCII', Buffer.from(text))])]),
    },
  ],
  ({ gif }, text) => [{ name: 'a.gif', bytes: withExtension(gif, gifComment(Buffer.from(text))) }],
];

/**
 * Writes images of four formats with words in several places, and sidecars, in equal parts; concepts are folders.
 * Answers the megabytes that were written.
 */
export async function writeMixedImages(folder: string, count: number): Promise<number> {
  const pictures = await Promise.all(Array.from({ length: PICTURES }, (_, seed) => encode(seed)));
  let bytesWritten = 0;
  for (let concept = 0; concept < CONCEPTS; concept++)
    await mkdir(path.join(folder, `concept ${concept}`), { recursive: true });
  for (let index = 0; index < count; index++) {
    const kind = KINDS[index % KINDS.length];
    const encoded = pictures[index % PICTURES];
    if (kind === undefined || encoded === undefined) continue;
    const infotext = `${PROMPT} ${index}\nNegative prompt: blurry, lowres\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: ${index}, Size: 512x512, Model: a model`;
    for (const { name, bytes } of kind(encoded, infotext)) {
      const file = `concept ${Math.floor(index / KINDS.length) % CONCEPTS}/${name.replace('a', String(index))}`;
      await writeFile(path.join(folder, file), bytes);
      bytesWritten += bytes.length;
    }
  }
  return bytesWritten / 1e6;
}

async function encode(seed: number): Promise<Pictures> {
  const image = sharp(picture(seed), { raw: { width: SIDE, height: SIDE, channels: 3 } });
  const [png, jpg, webp, gif] = await Promise.all([
    image.clone().png().toBuffer(),
    image.clone().jpeg({ quality: 90 }).toBuffer(),
    image.clone().webp().toBuffer(),
    image.clone().gif({ effort: 1 }).toBuffer(),
  ]);
  return { png, jpg, webp, gif };
}
