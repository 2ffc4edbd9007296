import * as l10n from '@vscode/l10n';
import { IMAGE_BYTES } from '../collection/file-rules.ts';
import type { Embedder } from '../embed/embedder.ts';
import { LexiclipError } from '../errors.ts';
import type { Sha256 } from '../sha256.ts';
import type { LongTask } from '../signal.ts';

/**
 * The vector of an image that is in no file of the collection. It is decoded where all images are, and kept nowhere.
 * @throws LexiclipError `file-too-large`, `unreadable-image`, and what loading the model throws.
 */
export async function vectorOfImage(
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> },
  { embedder, sha256 }: { readonly embedder: Embedder; readonly sha256: Sha256 },
  task: LongTask,
): Promise<Float32Array> {
  if (bytes.length > IMAGE_BYTES)
    throw new LexiclipError({
      kind: 'file-too-large',
      path: name,
      bytes: bytes.length,
      limitBytes: IMAGE_BYTES,
    });
  const ready = await embedder.load(task, 1);
  const image = { id: name, folder: '', path: name, sha256: await sha256(bytes), bytes };
  let detail = l10n.t('it was not decoded');
  for await (const batch of ready.embed([image], task.signal))
    for (const answer of batch) {
      if ('vector' in answer) return answer.vector;
      detail = answer.failure;
    }
  throw new LexiclipError({ kind: 'unreadable-image', subject: name, detail });
}
