import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { RunningSha256, Sha256 } from '../core/sha256.ts';
import { pause } from './pause.ts';

/** Hashing more than this at once would be felt by who else uses the thread: about a millisecond. */
const HASHED_AT_ONCE = 1e6;

/**
 * SHA-256 of some bytes, or of a text as UTF-8: lower-case hexadecimal. Much content is hashed with pauses. (WebCrypto
 * does it in another thread, but copies everything first.)
 */
export const sha256: Sha256 = Object.assign(digestOf, {
  start(): RunningSha256 {
    const hash = createHash('sha256');
    return { update: (part) => void hash.update(part), digest: () => hash.digest('hex') };
  },
});

function digestOf(content: Uint8Array | string): string | Promise<string> {
  if (content.length < HASHED_AT_ONCE) return createHash('sha256').update(content).digest('hex');
  return hashedInPieces(typeof content === 'string' ? Buffer.from(content) : content);
}

async function hashedInPieces(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < bytes.length; at += HASHED_AT_ONCE) {
    hash.update(bytes.subarray(at, at + HASHED_AT_ONCE));
    await pause();
  }
  return hash.digest('hex');
}

/** SHA-256 of a file, read in a stream. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
