/** The bitmaps that were used last, so many of them: what is dropped gives its memory back at once. */
export class LruBitmaps {
  readonly #most: number;
  readonly #bitmaps = new Map<number, ImageBitmap>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: number): ImageBitmap | undefined {
    const bitmap = this.#bitmaps.get(key);
    if (bitmap === undefined) return undefined;
    this.#bitmaps.delete(key);
    this.#bitmaps.set(key, bitmap);
    return bitmap;
  }

  has(key: number): boolean {
    return this.#bitmaps.has(key);
  }

  set(key: number, bitmap: ImageBitmap): void {
    this.#bitmaps.get(key)?.close();
    this.#bitmaps.delete(key);
    this.#bitmaps.set(key, bitmap);
    for (const [oldest, old] of this.#bitmaps) {
      if (this.#bitmaps.size <= this.#most) break;
      old.close();
      this.#bitmaps.delete(oldest);
    }
  }

  clear(): void {
    for (const bitmap of this.#bitmaps.values()) bitmap.close();
    this.#bitmaps.clear();
  }
}
