/** SHA-256 as lower-case hexadecimal; of much content, with pauses in which others run. */
export interface Sha256 {
  (content: Uint8Array | string): string | Promise<string>;
  /** Of content that comes in parts. */
  start(): RunningSha256;
}

export interface RunningSha256 {
  update(part: Uint8Array | string): void;
  digest(): string;
}
