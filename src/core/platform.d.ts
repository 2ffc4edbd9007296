/*
 * What the core takes of its platform. It compiles with neither DOM nor Node types, which declare these in full;
 * everything else compiles with one of them and without this file.
 */

/** The part of the web's `AbortSignal` that the core needs. */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
  throwIfAborted(): void;
}

/** The part of the web's `TextDecoder` that the core needs: from UTF-8. */
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

/** The part of the web's `TextEncoder` that the core needs: to UTF-8. */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
