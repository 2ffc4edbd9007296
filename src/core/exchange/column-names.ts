/** The names of columns, each once: another of the same name gets a number. */
export class ColumnNames {
  readonly #taken = new Set<string>();

  /** @param wanted Whatever a map may be called. */
  take(wanted: string): string {
    const plain =
      wanted
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '_')
        .replace(/^_+|_+$/g, '')
        .slice(0, LONGEST) || 'map';
    let name = plain;
    for (let number = 2; this.#taken.has(name); number++) name = `${plain}_${number}`;
    this.#taken.add(name);
    return name;
  }
}

const LONGEST = 60;
