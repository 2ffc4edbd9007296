import { fork, type ChildProcess } from 'node:child_process';
import * as l10n from '@vscode/l10n';
import { LexiclipError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { InferenceMethods } from '../../protocol/inference.ts';
import type { RpcReply } from '../../protocol/rpc.ts';
import { RpcClient } from '../rpc/client.ts';
import { TELEMETRY_OFF } from './telemetry.ts';

/**
 * The child process that runs the network and decodes images. Started by the first call; started anew by the
 * first call after it died. What was loaded in it is gone then, so calls name what they need loaded.
 */
export class InferenceProcess {
  readonly #entry: string;
  readonly #logger: Logger;
  readonly #cuda: string;
  #isEnded = false;
  #running: { child: ChildProcess; client: RpcClient<InferenceMethods> } | undefined;

  /**
   * @param entry Absolute path of the built `workers/inference.js`.
   * @param cuda The folder of a runtime with CUDA, whether or not it is there.
   */
  constructor(entry: string, logger: Logger, cuda = '') {
    this.#entry = entry;
    this.#cuda = cuda;
    this.#logger = logger;
  }

  /** The id of the process that is running now, for tests that end it. */
  get pid(): number | undefined {
    return this.#running?.child.pid;
  }

  /** A client of the running process. @throws LexiclipError `inference-crashed` from calls that its end cut off. */
  client(): RpcClient<InferenceMethods> {
    if (this.#isEnded) throw new LexiclipError({ kind: 'inference-crashed', detail: l10n.t('it was ended') });
    this.#running ??= this.#start();
    return this.#running.client;
  }

  /** Ends the process for good. */
  dispose(): void {
    this.#isEnded = true;
    const child = this.#running?.child;
    this.#running = undefined;
    child?.kill();
    // A signal is lost where the child takes it while a file is being written, which handles signals, and that write
    // ends before it is looked at; an end of the channel is not.
    if (child?.connected === true) child.disconnect();
  }

  #start(): { child: ChildProcess; client: RpcClient<InferenceMethods> } {
    const child = fork(this.#entry, [], {
      // Inside VS Code `process.execPath` is Electron; the variable makes it a plain Node.
      env: { ...process.env, ...TELEMETRY_OFF, ELECTRON_RUN_AS_NODE: '1', LEXICLIP_CUDA: this.#cuda },
      // Flags of the host (an inspector's port, say) are not the child's.
      execArgv: [],
      // Structured clone: vectors cross as bytes, not as JSON.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let stderrTail = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderrTail = `${stderrTail}${text}`.slice(-2000);
      this.#logger.info(`inference: ${text.trimEnd()}`);
    });
    const client = new RpcClient<InferenceMethods>({
      post: (request) => {
        if (child.connected) child.send(request);
      },
      onReply: (listener) => {
        child.on('message', (reply) => listener(reply as RpcReply));
      },
      onClose: (listener) => {
        const close = (detail: string): void => {
          if (this.#running?.child === child) this.#running = undefined;
          listener(new LexiclipError({ kind: 'inference-crashed', detail }));
        };
        child.on('error', (error) => close(error.message));
        child.on('exit', (code, signal) =>
          close(`${signal ?? l10n.t('exit status {0}', String(code))}${reasonIn(stderrTail)}`),
        );
      },
    });
    return { child, client };
  }
}

/** What a process said that matters: its error, where there is one, without the stack and Node's own lines. */
function reasonIn(stderrTail: string): string {
  const lines = stderrTail
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at |^Node\.js v/.test(line));
  const reason = lines.findLast((line) => /^\w*Error\b.*: /.test(line)) ?? lines.at(-1);
  return reason === undefined ? '' : `: ${reason}`;
}
