/** SHA-256 as lower-case hexadecimal; of much content, off the calling thread. */
export type Sha256 = (content: Uint8Array | string) => string | Promise<string>;
