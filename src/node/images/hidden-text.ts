import { gunzipSync } from 'node:zlib';
import type { FoundText } from '../../core/metadata/found-text.ts';
import { parseObject } from '../../core/metadata/lenient-json.ts';
import { decodeLeft } from './decode.ts';
import { MOST_BYTES } from './image-parts.ts';
import { decodeUtf8OrLatin1 } from './text-encoding.ts';

/** What stands in front: of the alpha channel's bits, or of all colours'; as it is, or compressed by gzip. */
const SIGNATURES = ['stealth_pnginfo', 'stealth_pngcomp', 'stealth_rgbinfo', 'stealth_rgbcomp'];
const SIGNATURE_BYTES = 15;
const HEAD_BYTES = SIGNATURE_BYTES + 4;

/**
 * The text in the lowest bits of the pixels, column by column, behind a signature and its length in bits. As NovelAI
 * writes it (novelai-image-metadata, nai_meta.py) and an extension of AUTOMATIC1111 and Forge (sd_webui_stealth_pnginfo).
 */
export async function readHiddenText(image: Uint8Array): Promise<readonly FoundText[]> {
  try {
    for (const channels of [[3], [0, 1, 2]]) {
      const text = await textIn(image, channels);
      if (text !== undefined) return spread(text);
    }
  } catch {
    // Its pixels cannot be read, or what they hold is cut off.
  }
  return [];
}

async function textIn(image: Uint8Array, channels: readonly number[]): Promise<string | undefined> {
  const head = await lowestBits(image, channels, HEAD_BYTES);
  const signature = head.toString('latin1', 0, SIGNATURE_BYTES);
  if (head.length < HEAD_BYTES || !SIGNATURES.includes(signature)) return undefined;
  if (signature.includes('rgb') !== channels.length > 1) return undefined;
  const bytes = Math.ceil(head.readUInt32BE(SIGNATURE_BYTES) / 8);
  if (bytes > MOST_BYTES) return undefined;
  const all = await lowestBits(image, channels, HEAD_BYTES + bytes);
  const data = all.subarray(HEAD_BYTES);
  return decodeUtf8OrLatin1(
    signature.endsWith('comp') ? gunzipSync(data, { maxOutputLength: MOST_BYTES }) : data,
  );
}

/** The first bytes that the lowest bits make; only the columns that hold them are kept in memory. */
async function lowestBits(image: Uint8Array, channels: readonly number[], bytes: number): Promise<Buffer> {
  const { width, height, rgba } = await decodeLeft(image, Math.ceil((bytes * 8) / channels.length));
  const most = Math.floor((width * height * channels.length) / 8);
  const found = Buffer.alloc(Math.min(bytes, most));
  for (let bit = 0; bit < found.length * 8; bit++) {
    const pixel = Math.floor(bit / channels.length);
    const at = ((pixel % height) * width + Math.floor(pixel / height)) * 4;
    const value = (rgba[at + (channels[bit % channels.length] ?? 0)] ?? 0) & 1;
    found[bit >> 3] = ((found[bit >> 3] ?? 0) << 1) | value;
  }
  return found;
}

/** NovelAI writes a PNG's texts as one object, others AUTOMATIC1111's parameters. */
function spread(text: string): readonly FoundText[] {
  const object = parseObject(text);
  if (object === undefined) return [{ place: 'alpha:parameters', text }];
  return Object.entries(object).map(([key, value]) => ({
    place: `alpha:${key}`,
    text: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}
