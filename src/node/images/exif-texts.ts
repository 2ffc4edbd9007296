import type { FoundText } from '../../core/metadata/found-text.ts';
import { readExifDirectory, type ExifTag } from './exif-directory.ts';
import { guarded, type Budget } from './image-parts.ts';
import { decodeUnicode, decodeUnnamed } from './text-encoding.ts';

/** Tags that tools write texts into (CIPA DC-008, 4.6; `XP…` are those of Windows' Explorer). */
const NAMES = new Map([
  [0x010d, 'DocumentName'],
  [0x010e, 'ImageDescription'],
  [0x010f, 'Make'],
  [0x0110, 'Model'],
  [0x0131, 'Software'],
  [0x013b, 'Artist'],
  [0x8298, 'Copyright'],
  [0x927c, 'MakerNote'],
  [0x9286, 'UserComment'],
  [0x9c9b, 'XPTitle'],
  [0x9c9c, 'XPComment'],
  [0x9c9d, 'XPAuthor'],
  [0x9c9e, 'XPKeywords'],
  [0x9c9f, 'XPSubject'],
]);
const [USER_COMMENT, MAKER_NOTE, XP_FIRST, XP_LAST] = [0x9286, 0x927c, 0x9c9b, 0x9c9f];
const ASCII = 2;
const CONTROL = /[^\P{Cc}\t\r\n]/u;

/** The texts of EXIF, as far as the budget goes; tags without a name that hold a text with braces too. */
export function readExifTexts(data: Buffer, budget: Budget): readonly FoundText[] {
  const exif = readExifDirectory(data);
  return (exif?.tags ?? []).flatMap((tag) => guarded(() => textsOf(tag, exif?.bigEndian ?? false, budget)));
}

function textsOf(tag: ExifTag, bigEndian: boolean, budget: Budget): readonly FoundText[] {
  const name = nameOf(tag);
  if (name === undefined || !budget.take(tag.value.length)) return [];
  const text = decode(tag, bigEndian).replaceAll('\0', '').trim();
  return text === '' || (tag.tag === MAKER_NOTE && CONTROL.test(text))
    ? []
    : [{ place: `exif:${name}`, text }];
}

function nameOf({ tag, type, value }: ExifTag): string | undefined {
  const number = `0x${tag.toString(16).padStart(4, '0')}`;
  return NAMES.get(tag) ?? (type === ASCII && value.includes('{') ? number : undefined);
}

function decode({ tag, value }: ExifTag, bigEndian: boolean): string {
  if (tag === USER_COMMENT) return decodeUserComment(value, bigEndian);
  if (tag < XP_FIRST || tag > XP_LAST) return decodeUnnamed(value, bigEndian);
  // Where it ends with a zero character, it is the UTF-16 that it should be.
  const isEnded = value.length % 2 === 0 && value.at(-1) === 0 && value.at(-2) === 0;
  return isEnded ? new TextDecoder('utf-16le').decode(value) : decodeUnicode(value, false);
}

/**
 * EXIF's `UserComment`: eight bytes that name the character set, then the text (CIPA DC-008, 4.6.6, tag 37510). Tools
 * leave them out, or name a set that they do not use.
 */
function decodeUserComment(bytes: Buffer, bigEndian: boolean): string {
  const [, charset] = /^(ASCII|UNICODE|JIS|)[\0 ]+$/i.exec(bytes.toString('latin1', 0, 8)) ?? [];
  const text = charset === undefined ? bytes : bytes.subarray(8);
  if (charset?.toUpperCase() === 'UNICODE') return decodeUnicode(text, bigEndian);
  // JIS is ISO-2022-JP, which starts its Japanese with an escape.
  const japanese = charset?.toUpperCase() === 'JIS' && text.includes(0x1b);
  return japanese ? new TextDecoder('iso-2022-jp').decode(text) : decodeUnnamed(text, bigEndian);
}
