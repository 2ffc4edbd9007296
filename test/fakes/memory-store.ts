import {
  PART_BYTES,
  type CollectionStore,
  type ContainedFile,
  type StampedFile,
  type WrittenContent,
} from '../../src/core/collection/store.ts';

/** A collection's files in memory. `failWrites` makes a write fail with what it returns. */
export class MemoryStore implements CollectionStore {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  /** By content: whatever is written is another. */
  readonly #stamps = new WeakMap<Uint8Array, number>();
  #count = 0;
  failWrites: (path: string) => Error | undefined = () => undefined;

  read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return Promise.resolve(this.files.get(path));
  }

  async readParts(
    path: string,
    take: (part: Uint8Array) => void | Promise<void>,
    most = Infinity,
  ): Promise<boolean> {
    const bytes = (await this.read(path))?.slice(0, most);
    if (bytes === undefined) return false;
    for (let at = 0; at < bytes.length; at += PART_BYTES) await take(bytes.slice(at, at + PART_BYTES));
    return true;
  }

  async readText(path: string): Promise<string | undefined> {
    const bytes = await this.read(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  async write(path: string, content: WrittenContent): Promise<void> {
    const failure = this.failWrites(path);
    if (failure !== undefined) throw failure;
    let whole: Uint8Array | string = '';
    if (typeof content === 'string' || content instanceof Uint8Array) whole = content;
    else for await (const piece of content) whole += piece;
    this.files.set(
      path,
      Uint8Array.from(typeof whole === 'string' ? new TextEncoder().encode(whole) : whole),
    );
  }

  async append(path: string, content: Uint8Array | string): Promise<void> {
    const before = this.files.get(path) ?? new Uint8Array();
    const added = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    await this.write(path, new Uint8Array([...before, ...added]));
  }

  remove(path: string): Promise<void> {
    this.files.delete(path);
    return Promise.resolve();
  }

  async move(from: string, to: string): Promise<boolean> {
    const bytes = this.files.get(from);
    if (bytes === undefined) return false;
    await this.write(to, bytes);
    return this.files.delete(from);
  }

  removeEmptyFolder(): Promise<void> {
    return Promise.resolve();
  }

  async readStart(path: string, bytes: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return (await this.read(path))?.slice(0, bytes);
  }

  async setAside(path: string): Promise<string | undefined> {
    if (!this.files.has(path)) return undefined;
    const to = `cache/set-aside/${path.replaceAll('/', '-')}`;
    const content = this.files.get(path);
    if (content !== undefined) await this.write(to, content);
    await this.remove(path);
    return to;
  }

  size(path: string): Promise<number | undefined> {
    return Promise.resolve(this.files.get(path)?.length);
  }

  stamp(path: string): Promise<string | undefined> {
    const bytes = this.files.get(path);
    return Promise.resolve(bytes === undefined ? undefined : String(this.#stampOf(bytes)));
  }

  async *scan(folder: string): AsyncIterable<readonly StampedFile[]> {
    for (const name of await this.list(folder))
      yield [{ name, stamp: await this.stamp(`${folder}/${name}`) }];
  }

  locateImage(image: string): Promise<ContainedFile | undefined> {
    return Promise.resolve(this.files.has(image) ? { folder: '/memory', path: image } : undefined);
  }

  readImage(image: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.read(image);
  }

  list(folder: string): Promise<readonly string[]> {
    const inside = [...this.files.keys()].filter((path) => path.startsWith(`${folder}/`));
    return Promise.resolve(
      inside
        .map((path) => path.slice(folder.length + 1).split('/')[0] ?? '')
        .filter((name, at, all) => all.indexOf(name) === at)
        .sort(),
    );
  }

  listFiles(folder: string): Promise<readonly string[]> {
    return this.list(folder);
  }

  #stampOf(bytes: Uint8Array): number {
    const stamp = this.#stamps.get(bytes) ?? this.#count++;
    this.#stamps.set(bytes, stamp);
    return stamp;
  }

  locate(path: string): string {
    return `/memory/${path}`;
  }
}
