import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const compiler = path.join(root, 'node_modules/assemblyscript/bin/asc.js');

/** The WebAssembly modules, each built from the file of its name in src/wasm. */
const modules = ['resample', 'product', 'umap', 'tsne'];

/** Compiles src/wasm to `dist/wasm/<name>.wasm`. @throws Error with the compiler's messages. */
export async function buildWasm(): Promise<void> {
  await mkdir(path.join(root, 'dist/wasm'), { recursive: true });
  for (const name of modules) {
    const files = [`src/wasm/${name}.ts`, '--outFile', `dist/wasm/${name}.wasm`];
    // No allocator and no runtime: callers lay out the memory themselves.
    const options = ['--optimize', '--enable', 'simd', '--runtime', 'stub', '--noAssert', '--exportMemory'];
    // As a program: the compiler's own types would redefine those of arrays and strings for all of ours.
    await promisify(execFile)(process.execPath, [compiler, ...files, ...options], { cwd: root });
  }
}

if (import.meta.filename === process.argv[1]) await buildWasm();
