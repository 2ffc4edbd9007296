/* The part of WebAssembly's JavaScript interface that is used here; Node has it, @types/node does not. */
declare namespace WebAssembly {
  interface Memory {
    readonly buffer: ArrayBuffer;
    /** By pages of 65,536 bytes. */
    grow(pages: number): number;
  }
  function instantiate(bytes: Uint8Array): Promise<{ readonly instance: { readonly exports: unknown } }>;
}
