/** Questions to the host that are answered later, by the image that they are about: each is asked once at a time. */
export class Asked<T> {
  readonly #ask: (id: string) => void;
  readonly #waiting = new Map<string, ((answer: T) => void)[]>();

  constructor(ask: (id: string) => void) {
    this.#ask = ask;
  }

  ask(id: string): Promise<T> {
    return new Promise((resolve) => {
      const others = this.#waiting.get(id);
      this.#waiting.set(id, [...(others ?? []), resolve]);
      if (others === undefined) this.#ask(id);
    });
  }

  answer(id: string, answer: T): void {
    const waiting = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    for (const resolve of waiting) resolve(answer);
  }
}
