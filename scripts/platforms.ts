/** The image decoder for Electron on Linux (src/node/images/sharp.ts), and what it needs. */
const wasmDecoder = ['@img/sharp-wasm32/**', '@emnapi/runtime/**', 'tslib/**'];

const WINDOWS = '{onnxruntime_binding.node,onnxruntime.dll,DirectML.dll}';

/**
 * The native binaries of each platform, as patterns below node_modules that end with the files of a folder. Of macOS'
 * two copies of onnxruntime, the one that its binding names. Windows has no dxcompiler.dll and dxil.dll: packed they are
 * 9 MB, and they are for WebGPU alone, which is tried after DirectML.
 *
 * onnxruntime-node has no binaries for macOS on Intel and none for musl (Alpine): there are no packages for these.
 */
export const platforms = {
  'linux-x64': [
    'onnxruntime-node/bin/napi-v6/linux/x64/**',
    '@img/sharp-linux-x64/**',
    '@img/sharp-libvips-linux-x64/**',
    ...wasmDecoder,
  ],
  'linux-arm64': [
    'onnxruntime-node/bin/napi-v6/linux/arm64/**',
    '@img/sharp-linux-arm64/**',
    '@img/sharp-libvips-linux-arm64/**',
    ...wasmDecoder,
  ],
  'darwin-arm64': [
    'onnxruntime-node/bin/napi-v6/darwin/arm64/{onnxruntime_binding.node,libonnxruntime.1.dylib}',
    '@img/sharp-darwin-arm64/**',
    '@img/sharp-libvips-darwin-arm64/**',
  ],
  'win32-x64': [`onnxruntime-node/bin/napi-v6/win32/x64/${WINDOWS}`, '@img/sharp-win32-x64/**'],
  'win32-arm64': [`onnxruntime-node/bin/napi-v6/win32/arm64/${WINDOWS}`, '@img/sharp-win32-arm64/**'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The folder that a pattern is of, below node_modules. */
export function folderOf(pattern: string): string {
  return pattern.slice(0, pattern.lastIndexOf('/'));
}

export type Platform = keyof typeof platforms;
export const platformNames = Object.keys(platforms) as readonly Platform[];

/** @throws Error that names those that there are. */
export function platformOf(name: string): Platform {
  const known = platformNames.find((platform) => platform === name);
  if (known === undefined)
    throw new Error(`There is no package for ${name}. There is one for: ${platformNames.join(', ')}.`);
  return known;
}
