import { Worker } from 'node:worker_threads';
import { parsers, type ParsedFiles, type ReadParsed } from '../../core/collection/parsed-files.ts';
import type { CollectionStore } from '../../core/collection/store.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { ParsingMethods } from '../../protocol/parsing.ts';
import type { RpcClient } from '../rpc/client.ts';
import { threadClient } from '../rpc/thread.ts';

/** Bytes that are parsed within some milliseconds; starting a thread takes fifty. */
const PARSED_HERE = 200_000;
/** Files are parsed in bursts: when a folder is opened, and when a run has ended. */
const IDLE_MS = 2000;

const never = new AbortController().signal;

interface Thread {
  readonly worker: Worker;
  readonly client: RpcClient<ParsingMethods>;
}

/** Parses large files in a thread, which is started when it is needed and ends when it has been idle. */
export class ParsingThread {
  readonly #entry: string;
  readonly #store: Pick<CollectionStore, 'read'>;
  #thread: Thread | undefined;
  #open = 0;
  #idle: NodeJS.Timeout | undefined;

  /** @param entry Absolute path of the built `workers/parsing.js`. */
  constructor(entry: string, store: Pick<CollectionStore, 'read'>) {
    this.#entry = entry;
    this.#store = store;
  }

  readonly readParsed: ReadParsed = async (kind, path) => {
    const bytes = await this.#store.read(path);
    if (bytes === undefined) return undefined;
    if (bytes.length >= PARSED_HERE) return this.#parseAside(kind, path, bytes);
    return parsers[kind](
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
      path,
    );
  };

  async #parseAside<K extends keyof ParsedFiles>(
    kind: K,
    path: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<ParsedFiles[K]> {
    clearTimeout(this.#idle);
    this.#open++;
    try {
      const { worker, client } = this.#started();
      worker.ref();
      const answer = await client.call('parse', { kind, path, bytes }, never);
      if ('failure' in answer) throw new LexiclipError(answer.failure);
      return answer.parsed as ParsedFiles[K];
    } catch (error) {
      if (error instanceof LexiclipError) throw error;
      const detail = `parsing it failed (${error instanceof Error ? error.message : String(error)})`;
      throw new LexiclipError({ kind: 'corrupt-file', path, detail }, { cause: error });
    } finally {
      this.#open--;
      if (this.#open === 0) {
        // Nobody waits for a thread that has nothing to do.
        this.#thread?.worker.unref();
        this.#idle = setTimeout(() => void this.#end(), IDLE_MS).unref();
      }
    }
  }

  #started(): Thread {
    if (this.#thread === undefined) {
      const worker = new Worker(this.#entry, { execArgv: [], env: {} });
      const thread = { worker, client: threadClient<ParsingMethods>(worker) };
      worker.once('exit', () => {
        if (this.#thread === thread) this.#thread = undefined;
      });
      this.#thread = thread;
    }
    return this.#thread;
  }

  async #end(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.worker.terminate();
  }
}
