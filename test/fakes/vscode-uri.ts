import path from 'node:path';

/** VS Code's address of a file, as far as our code asks. */
export class FakeUri {
  readonly scheme: string;
  readonly path: string;
  readonly query: string;

  constructor(scheme: string, file: string, query = '') {
    [this.scheme, this.path, this.query] = [scheme, file, query];
  }

  static file(file: string): FakeUri {
    return new FakeUri('file', file);
  }

  static joinPath({ scheme, path: base }: FakeUri, ...names: readonly string[]): FakeUri {
    return new FakeUri(scheme, path.posix.join(base, ...names));
  }

  get fsPath(): string {
    return this.path;
  }

  toString(): string {
    return `${this.scheme}:${this.path}?${this.query}`;
  }
}
