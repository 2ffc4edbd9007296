import { gunzipSync } from 'node:zlib';
import type { FoundText } from '../../core/metadata/found-text.ts';
import { parseObject } from '../../core/metadata/lenient-json.ts';
import { decodeLeft } from './decode.ts';
import { MOST_BYTES } from './image-parts.ts';
import { decodeUtf8OrLatin1 } from './text-encoding.ts';

const [RED, GREEN, BLUE, ALPHA] = [0, 1, 2, 3];

/** What stands in front, in the lowest bits of which channels, and whether the text is compressed by gzip. */
const KINDS = [
  { signature: 'stealth_pnginfo', channels: [ALPHA], compressed: false },
  { signature: 'stealth_pngcomp', channels: [ALPHA], compressed: true },
  { signature: 'stealth_rgbinfo', channels: [RED, GREEN, BLUE], compressed: false },
  { signature: 'stealth_rgbcomp', channels: [RED, GREEN, BLUE], compressed: true },
];
const SIGNATURE_BYTES = 15;
const HEAD_BYTES = SIGNATURE_BYTES + 4;

/**
 * The text in the lowest bits of the pixels, column by column, behind a signature and its length in bits. As NovelAI
 * writes it (novelai-image-metadata, nai_meta.py) and an extension of AUTOMATIC1111 and Forge (sd_webui_stealth_pnginfo).
 */
export async function readHiddenText(image: Uint8Array): Promise<readonly FoundText[]> {
  try {
    const text = await hiddenIn(image);
    return text === undefined ? [] : spread(text);
  } catch {
    // Its pixels cannot be read, or what they hold is damaged.
    return [];
  }
}

async function hiddenIn(image: Uint8Array): Promise<string | undefined> {
  const left = await decodeLeft(image, HEAD_BYTES * 8);
  for (const { signature, channels, compressed } of KINDS) {
    const head = lowestBits(left, channels, HEAD_BYTES);
    if (head.length < HEAD_BYTES || head.toString('latin1', 0, SIGNATURE_BYTES) !== signature) continue;
    const end = HEAD_BYTES + Math.ceil(head.readUInt32BE(SIGNATURE_BYTES) / 8);
    if (end > MOST_BYTES) return undefined;
    const all = await decodeLeft(image, Math.ceil((end * 8) / channels.length));
    const data = lowestBits(all, channels, end).subarray(HEAD_BYTES);
    return decodeUtf8OrLatin1(compressed ? gunzipSync(data, { maxOutputLength: MOST_BYTES }) : data);
  }
  return undefined;
}

type Pixels = Awaited<ReturnType<typeof decodeLeft>>;

/** The first bytes that the lowest bits of some channels make, fewer where there are too few pixels. */
function lowestBits({ width, height, rgba }: Pixels, channels: readonly number[], bytes: number): Buffer {
  const found = Buffer.alloc(Math.min(bytes, Math.floor((width * height * channels.length) / 8)));
  for (let bit = 0; bit < found.length * 8; bit++) {
    const pixel = Math.floor(bit / channels.length);
    const at = ((pixel % height) * width + Math.floor(pixel / height)) * 4;
    const value = (rgba[at + (channels[bit % channels.length] ?? 0)] ?? 0) & 1;
    found[bit >> 3] = ((found[bit >> 3] ?? 0) << 1) | value;
  }
  return found;
}

/** The whole text, and where it is an object, as NovelAI writes a PNG's texts, each of its values first. */
function spread(text: string): readonly FoundText[] {
  const values = Object.entries(parseObject(text) ?? {}).map(([key, value]) => ({
    place: `alpha:${key}`,
    text: typeof value === 'string' ? value : JSON.stringify(value),
  }));
  return [...values, { place: 'alpha:parameters', text }];
}
