import { setImmediate } from 'node:timers/promises';

/** Lets what waits in the event loop run. */
export async function pause(): Promise<void> {
  await setImmediate();
}
