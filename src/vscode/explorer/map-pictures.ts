import { setTimeout as sleep } from 'node:timers/promises';

/** A page that has only just been opened listens soon; drawing a million dots takes seconds. */
const ASK_AGAIN_MS = 200;
const PATIENCE_MS = 60_000;

/** Pictures of a map that its page draws: one at a time. */
export class MapPictures {
  #answered: ((bytes: Uint8Array | null) => void) | undefined;

  /**
   * The picture; undefined where none comes.
   * @param ask Asks the page; undefined as long as that does not listen.
   */
  async ask(ask: () => Promise<void> | undefined): Promise<Uint8Array | undefined> {
    const answer = new Promise<Uint8Array | null>((resolve) => {
      this.#answered = resolve;
    });
    const patience = new AbortController();
    try {
      return (await Promise.race([this.#asked(ask, answer), this.#timeOut(patience.signal)])) ?? undefined;
    } finally {
      patience.abort();
      this.#answered = undefined;
    }
  }

  answer(bytes: Uint8Array | null): void {
    this.#answered?.(bytes);
  }

  async #asked(
    ask: () => Promise<void> | undefined,
    answer: Promise<Uint8Array | null>,
  ): Promise<Uint8Array | null> {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      const asked = ask();
      if (asked !== undefined) {
        await asked;
        return answer;
      }
      await sleep(ASK_AGAIN_MS);
    }
    return null;
  }

  async #timeOut(signal: AbortSignal): Promise<null> {
    await sleep(PATIENCE_MS, undefined, { signal }).catch(() => undefined);
    return null;
  }
}
