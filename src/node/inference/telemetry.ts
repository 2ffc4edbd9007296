import { isMainThread } from 'node:worker_threads';

/**
 * Turns the telemetry of onnxruntime off: its official builds for Linux and macOS upload events to Microsoft by
 * default (since 1.29), and keep a device id and unsent events in the user's cache. The library reads the variable
 * once, while it loads, from the environment of the process (docs/Privacy.md of onnxruntime 1.30), so it belongs
 * in the environment that a process starts with. The library for Windows does not read it: see docs/privacy.md.
 */
export const TELEMETRY_OFF = { ORT_DISABLE_TELEMETRY: '1' } as const;

/**
 * Turns it off in this process, whatever it was started with, and in the processes that it starts.
 * @throws Error in a thread that began without the variable: its `process.env` is a copy that the library does not see.
 */
export function turnTelemetryOff(): void {
  const { env } = process;
  const isOff = Object.entries(TELEMETRY_OFF).every(([name, value]) => env[name] === value);
  if (!isMainThread && !isOff)
    throw new Error('Turn onnxruntime’s telemetry off in the main thread, before this thread starts.');
  Object.assign(env, TELEMETRY_OFF);
}
