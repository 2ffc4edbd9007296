import { readFile } from 'node:fs/promises';

/**
 * The exports of a module built from src/wasm, which its caller knows; each call makes one with a memory of its own.
 * @param file Absolute path of the `.wasm`.
 */
export async function loadWasm(file: string): Promise<unknown> {
  const { instance } = await WebAssembly.instantiate(await readFile(file));
  return instance.exports;
}
