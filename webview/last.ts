/** What was made last, and what it was made of, compared as objects: from the same it is not made again. */
export class Last<T> {
  #made: { readonly of: readonly unknown[]; readonly value: T } | undefined;

  of(of: readonly unknown[], make: () => T): T {
    if (this.#made === undefined || of.some((one, at) => one !== this.#made?.of[at]))
      this.#made = { of, value: make() };
    return this.#made.value;
  }
}
