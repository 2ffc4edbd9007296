import { createHash, webcrypto } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Hashing more than this at once would be felt by who else uses the thread: about a millisecond. */
const HASHED_AT_ONCE = 1e6;

/** SHA-256 of some bytes, or of a text as UTF-8: lower-case hexadecimal. Much content is hashed in another thread. */
export function sha256(content: Uint8Array | string): string | Promise<string> {
  if (content.length < HASHED_AT_ONCE) return createHash('sha256').update(content).digest('hex');
  if (typeof content === 'string') return sha256(Buffer.from(content));
  return webcrypto.subtle
    .digest(
      'SHA-256',
      Buffer.from(content.buffer, content.byteOffset, content.byteLength) as Buffer<ArrayBuffer>,
    )
    .then((digest) => Buffer.from(digest).toString('hex'));
}

/** SHA-256 of a file, read in a stream. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
