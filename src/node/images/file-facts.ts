import type { FileFacts } from '../../core/collection/file-facts.ts';
import { IMAGE_BYTES } from '../../core/collection/file-rules.ts';
import type { ContainedFile } from '../../core/collection/store.ts';
import { imageExtension } from '../../core/image-type.ts';
import { readContained, statContained } from '../collection/contained.ts';
import { readBmpHeader } from './bmp-header.ts';
import { readMetadata } from './decode.ts';
import { withoutPrologue } from './svg-prologue.ts';

/** In nearly all files the header is within the first of them. */
const HEADER_BYTES = 256 * 1024;

/**
 * What a file and its header say, without decoding it; undefined where there is no such file.
 * @throws LexiclipError `not-a-plain-file`, `file-too-large` or `not-readable`.
 */
export async function readFileFacts(file: ContainedFile): Promise<FileFacts | undefined> {
  const found = await statContained(file);
  const start = await readContained(file, IMAGE_BYTES, HEADER_BYTES);
  if (found === undefined || start === undefined) return undefined;
  const facts = { bytes: found.size, modified: found.mtimeMs };
  const size = await sizeIn(start).catch(() => undefined);
  if (size !== undefined || start.length >= found.size) return { ...facts, ...size };
  const whole = await readContained(file, IMAGE_BYTES);
  return { ...facts, ...(whole && (await sizeIn(whole).catch(() => undefined))) };
}

/** Upright. @throws Error where the header is damaged or not known. */
async function sizeIn(image: Uint8Array): Promise<{ width: number; height: number }> {
  const type = imageExtension(image);
  if (type === 'bmp') {
    const { width, height } = readBmpHeader(image);
    return { width, height };
  }
  const { autoOrient } = await readMetadata(type === 'svg' ? withoutPrologue(image) : image);
  return autoOrient;
}
