import readExif from 'exif-reader';
import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import type { FoundText } from '../../core/metadata/found-text.ts';
import { readMetadata } from './decode.ts';
import { readLatinTexts } from './latin-texts.ts';

/**
 * The texts that an image carries: PNG's text chunks, EXIF's comment and description, and XMP's description.
 * @throws Error where its header cannot be read.
 */
export async function readImageText(image: Uint8Array): Promise<readonly FoundText[]> {
  const { comments = [], exif, xmp } = await readMetadata(image);
  const { Photo, Image } = exif === undefined ? {} : readExif(exif);
  const comment: unknown = Photo?.UserComment;
  const description: unknown = Image?.ImageDescription;
  const described =
    typeof description === 'string' ? [{ place: 'exif:ImageDescription', text: description }] : [];
  return [
    ...readable(comments, image).map(({ keyword, text }) => ({ place: `png:${keyword}`, text })),
    ...(Buffer.isBuffer(comment) ? [{ place: 'exif:UserComment', text: decodeUserComment(comment) }] : []),
    ...described,
    ...xmpDescription(xmp).map((text) => ({ place: 'xmp:description', text })),
  ];
}

type Comments = readonly { readonly keyword: string; readonly text: string }[];

/** Comments as they were written; where a character was lost in reading, from the bytes themselves. */
function readable(comments: Comments, image: Uint8Array): Comments {
  if (!comments.some(({ text }) => text.includes('\uFFFD'))) return comments;
  const latin = readLatinTexts(image);
  return comments.map(({ keyword, text }) => ({ keyword, text: latin.get(keyword) ?? text }));
}

/** EXIF's `UserComment`: eight bytes that name the character set, then the text (CIPA DC-008, 4.6.6, tag 37510). */
function decodeUserComment(bytes: Buffer): string {
  const charset = bytes.toString('latin1', 0, 8);
  const text = bytes.subarray(8);
  const decoded = charset === 'UNICODE\0' ? decodeUtf16(text) : text.toString('utf8');
  return decoded.replaceAll('\0', '').trim();
}

/** Tools write both byte orders and name neither; in a text of mostly Latin letters the zero bytes tell. */
function decodeUtf16(text: Buffer): string {
  const zeros = [0, 0];
  text.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const bigEndian = (zeros[0] ?? 0) > (zeros[1] ?? 0);
  return new TextDecoder(bigEndian ? 'utf-16be' : 'utf-16le').decode(text);
}

/** Without namespaces' prefixes and attributes: whatever a tool calls Dublin Core, `description` is its text. */
const xml = new XMLParser({ removeNSPrefix: true, ignoreAttributes: true, parseTagValue: false });

/** XMP's `dc:description`: a list of the same text in several languages, the default one first (XMP part 1, 8.2.2.4). */
function xmpDescription(xmp: Buffer | undefined): readonly string[] {
  if (xmp === undefined) return [];
  try {
    const found = xmpSchema.parse(xml.parse(xmp.toString('utf8'))).xmpmeta.RDF.Description.description.Alt.li;
    const [text = ''] = [found].flat();
    return text === '' ? [] : [text];
  } catch {
    // Not XMP, or XMP without a description.
    return [];
  }
}

const texts = z.union([z.string(), z.array(z.string())]);
const xmpSchema = z.object({
  xmpmeta: z.object({
    RDF: z.object({ Description: z.object({ description: z.object({ Alt: z.object({ li: texts }) }) }) }),
  }),
});
