import { setTimeout as sleep } from 'node:timers/promises';

/** Long enough for anything on a busy machine: a test waits for conditions, and this ends it where one never comes. */
export const patience = 120_000;

/** After this long without an effect, a key or a click counts as lost, and is repeated. */
export const unanswered = 15_000;

/** Tries until a condition holds, also in hooks. What fails on the way counts as: not yet. */
export async function until(
  message: string,
  holds: () => Promise<boolean>,
  timeout = patience,
): Promise<void> {
  const deadline = Date.now() + timeout;
  for (;;) {
    let problem = '';
    const answer = await holds().catch((error: unknown) => {
      problem = `: ${String(error)}`;
      return false;
    });
    if (answer) return;
    if (Date.now() > deadline) throw new Error(`Not within ${timeout} ms: ${message}${problem}`);
    await sleep(50);
  }
}

/** Whether a wait succeeds. */
export async function succeeds(wait: Promise<unknown>): Promise<boolean> {
  return wait.then(
    () => true,
    () => false,
  );
}
