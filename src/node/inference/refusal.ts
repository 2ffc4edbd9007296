import { LexiclipError } from '../../core/errors.ts';

/** What onnxruntime-node 1.30 says where a device is simply not there, and what that means. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/Failed to load shared library/, 'its libraries are not installed'],
  [/No supported adapters|Failed to get a WebGPU adapter/, 'no graphics adapter'],
];

/** Why a device is not used, on one line and without the source lines that onnxruntime's messages begin with. */
export function describeRefusal(error: unknown): string {
  if (error instanceof LexiclipError && error.failure.kind === 'inference-crashed')
    return `it crashed (${error.failure.detail})`;
  const message = error instanceof Error ? error.message : String(error);
  const known = KNOWN.find(([pattern]) => pattern.test(message));
  return (
    known?.[1] ??
    message
      .replace(/^.*\bwas false\. /s, '')
      .replace(/\s+/g, ' ')
      .trim()
  );
}
