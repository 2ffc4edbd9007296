import type { Dirent } from 'node:fs';
import type { SkipReason } from '../../core/skipped.ts';

const IMAGE = /\.(jpe?g|jpe|jfif|png|webp|gif|avif|tiff?|svg|bmp)$/i;
/** Neither is in the decoder as it is distributed: sharp's libvips reads AV1 in HEIF only, and no JPEG XL. */
const NOT_DECODED = /\.(heic|heif|jxl)$/i;
const TEXT = /\.(txt|caption|json|jsonl|csv)$/i;
/** What people keep beside images and would look for on the map. */
const OTHER_PICTURES =
  /\.(psd|xcf|kra|tga|exr|hdr|jp2|jpx|ico|cr2|cr3|nef|arw|dng|orf|rw2|raf|mp4|m4v|mov|webm|mkv|avi)$/i;

/** What a file is to a folder of images, by its name: undefined where it is nothing. */
export function fileKind(name: string): 'image' | 'text' | SkipReason | undefined {
  if (TEXT.test(name)) return 'text';
  if (IMAGE.test(name)) return 'image';
  if (NOT_DECODED.test(name)) return 'no-decoder';
  return OTHER_PICTURES.test(name) ? 'other-format' : undefined;
}

/** Folders that systems and network storage keep for themselves: thumbnails, bins, snapshots, archives' leftovers. */
const SYSTEM_FOLDERS = new Set([
  ...['@eadir', '#recycle', '#snapshot', '@recycle', '@recently-snapshot', '$recycle.bin', 'recycler'],
  ...['system volume information', '__macosx', '.thumbnails', '.trash', '.trashes', 'lost+found'],
]);

/** Why an entry of a folder is not looked at; undefined for one that is. */
export function reasonToLeave(entry: Dirent): SkipReason | 'nothing' | undefined {
  const { name } = entry;
  if (!entry.isFile() && SYSTEM_FOLDERS.has(name.toLowerCase())) return 'system-folder';
  if (!name.startsWith('.')) return undefined;
  if (entry.isDirectory()) return 'hidden';
  // Hidden files that are no images are nobody's loss.
  if (fileKind(name) !== 'image') return 'nothing';
  return name.startsWith('._') ? 'resource-fork' : 'hidden';
}
