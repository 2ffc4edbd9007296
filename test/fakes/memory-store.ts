import type { CollectionStore } from '../../src/core/ports.ts';

/** A collection's files in memory. `failWrites` makes a write fail with what it returns. */
export class MemoryStore implements CollectionStore {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  failWrites: (path: string) => Error | undefined = () => undefined;

  read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return Promise.resolve(this.files.get(path));
  }

  async readText(path: string): Promise<string | undefined> {
    const bytes = await this.read(path);
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  }

  write(path: string, content: Uint8Array | string): Promise<void> {
    const failure = this.failWrites(path);
    if (failure !== undefined) return Promise.reject(failure);
    this.files.set(
      path,
      Uint8Array.from(typeof content === 'string' ? new TextEncoder().encode(content) : content),
    );
    return Promise.resolve();
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

  exists(path: string): Promise<boolean> {
    return Promise.resolve(this.files.has(path));
  }

  list(folder: string): Promise<readonly string[]> {
    const inside = [...this.files.keys()].filter((path) => path.startsWith(`${folder}/`));
    return Promise.resolve(
      inside
        .map((path) => path.slice(folder.length + 1))
        .filter((name) => !name.includes('/'))
        .sort(),
    );
  }

  locate(path: string): string {
    return `/memory/${path}`;
  }
}
