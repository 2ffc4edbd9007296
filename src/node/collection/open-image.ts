import { IMAGE_BYTES } from '../../core/collection/file-rules.ts';
import type { ContainedFile } from '../../core/collection/store.ts';
import { describeError } from '../../core/wording.ts';
import { readContained } from './contained.ts';

/**
 * An image's bytes, where they are decoded: what was a file when it was located may be a link by now.
 * @throws Error that says why it cannot be had.
 */
export async function openImage(file: ContainedFile): Promise<Uint8Array<ArrayBuffer>> {
  let bytes;
  try {
    bytes = await readContained(file, IMAGE_BYTES);
  } catch (error) {
    throw new Error(describeError(error), { cause: error });
  }
  if (bytes === undefined) throw new Error('there is no such file');
  return bytes;
}
