/** What holds memory until it is closed: a bitmap. */
interface Closable {
  close(): void;
}

/** What was used last, so many of them: what is dropped gives its memory back at once. */
export class LruCache<T extends Closable> {
  readonly #most: number;
  readonly #kept = new Map<number, T>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: number): T | undefined {
    const value = this.#kept.get(key);
    if (value === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, value);
    return value;
  }

  has(key: number): boolean {
    return this.#kept.has(key);
  }

  set(key: number, value: T): void {
    this.#kept.get(key)?.close();
    this.#kept.delete(key);
    this.#kept.set(key, value);
    for (const [oldest, old] of this.#kept) {
      if (this.#kept.size <= this.#most) break;
      old.close();
      this.#kept.delete(oldest);
    }
  }

  clear(): void {
    for (const value of this.#kept.values()) value.close();
    this.#kept.clear();
  }
}
