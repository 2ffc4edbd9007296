import { createRequire } from 'node:module';
import path from 'node:path';
import type Sharp from 'sharp';

const require = createRequire(path.join(import.meta.dirname, 'sharp.js'));

/**
 * Whether the decoder has to be the WebAssembly build. In Electron on Linux the system's GLib and the one in
 * libvips meet in one process, forked ones included, and crash it (sharp's issues 4522 and 4525).
 */
export function needsWasm(platform: NodeJS.Platform, versions: NodeJS.ProcessVersions): boolean {
  return platform === 'linux' && versions['electron'] !== undefined;
}

/** sharp, over libvips as native code or as WebAssembly, one thread to an image: images are many, and alike. */
export function loadSharp(): typeof Sharp {
  if (needsWasm(process.platform, process.versions)) replaceNativeBinding();
  const sharp = require('sharp') as typeof Sharp;
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

/** sharp has no switch for it: its loader finds the WebAssembly binding in the place of the native one. */
function replaceNativeBinding(): void {
  const native = `@img/sharp-${process.platform}-${process.arch}/sharp.node`;
  let filename;
  try {
    filename = require.resolve(native);
  } catch {
    // Without the native binding sharp takes the WebAssembly one by itself.
    return;
  }
  const wasm = Object.assign(Object.create(null) as NodeJS.Module, {
    id: filename,
    filename,
    loaded: true,
    children: [],
    paths: [],
    exports: require('@img/sharp-wasm32/sharp.node') as unknown,
  });
  require.cache[filename] = wasm;
}
