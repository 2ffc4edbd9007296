import { stat } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { LexiclipError } from '../../core/errors.ts';

/** Of onnxruntime-node; its provider library has to be of the same version. */
export const VERSION = '1.30.0';
/** What onnxruntime-node leaves out of npm for its size. */
export const PROVIDERS = ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'];
/** The provider looks for the runtime beside itself. */
export const RUNTIME = ['libonnxruntime.so.1', 'onnxruntime_binding.node'];

/** The folder of the libraries in a cache; another version of onnxruntime has another. */
export function cudaFolder(cache: string): string {
  return path.join(cache, 'cuda', `onnxruntime-${VERSION}`);
}

/** Whether onnxruntime has CUDA for this platform. */
export function isCudaPlatform(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

/** @throws LexiclipError `device-unavailable` */
export function checkCudaPlatform(): void {
  if (isCudaPlatform()) return;
  const detail = l10n.t('it is for Linux on x64, and this is {0}', `${process.platform}-${process.arch}`);
  throw new LexiclipError({ kind: 'device-unavailable', device: 'cuda', detail });
}

/** Whether the libraries are complete. */
export async function isCudaSetUp(folder: string): Promise<boolean> {
  const files = await Promise.all(
    [...PROVIDERS, ...RUNTIME].map((name) => stat(path.join(folder, name)).catch(() => undefined)),
  );
  return files.every((file) => file?.isFile() === true);
}
