import * as vscode from 'vscode';
import { LexiclipError } from '../core/errors.ts';
import type { Arriving } from '../core/explore/map.ts';
import type { FormingRun } from '../core/project/forming.ts';
import type { LongTask } from '../core/signal.ts';
import { Lexiclip } from '../node/lexiclip.ts';
import { nodeTransport } from '../node/node-transport.ts';
import { readSettings } from './config.ts';
import { confirmDownload } from './confirm-download.ts';
import { Forming } from './explorer/forming.ts';
import type { Log } from './log.ts';
import { showInformation } from './messages.ts';
import { withProgress } from './progress.ts';
import { pickOne } from './quick-input.ts';

const LAST_FOLDER = 'lexiclip.lastFolder';

/** The workspace's folders, each with its pipeline, and at most one run at a time in each. */
export class LexiclipFolders {
  readonly #context: vscode.ExtensionContext;
  readonly #log: Log;
  readonly #running = new Set<string>();
  /** By folder: what is being embedded in it. */
  readonly #arriving = new Map<string, Arriving>();
  readonly #arrivals = new vscode.EventEmitter<vscode.WorkspaceFolder>();
  /** Fired with a folder when more of its images have been embedded. */
  readonly onArriving = this.#arrivals.event;
  /** By folder: the map that is being laid out in it. */
  readonly #forming = new Map<string, Forming>();
  readonly #formings = new vscode.EventEmitter<vscode.WorkspaceFolder>();
  readonly #frames = new vscode.EventEmitter<vscode.WorkspaceFolder>();
  /** Fired with a folder when a map begins to form in it, and when it has ended. */
  readonly onForming = this.#formings.event;
  /** Fired with a folder when its forming map has moved. */
  readonly onFrame = this.#frames.event;

  constructor(context: vscode.ExtensionContext, log: Log) {
    this.#context = context;
    this.#log = log;
  }

  get installation(): vscode.Uri {
    return this.#context.extensionUri;
  }

  /** The folders that a collection can be in. */
  get all(): readonly vscode.WorkspaceFolder[] {
    return (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  }

  /**
   * The folder to work in: the only one, or the one that the user picks (the last one first).
   * Undefined where the user picked none. @throws LexiclipError `no-workspace`.
   */
  async choose(): Promise<vscode.WorkspaceFolder | undefined> {
    const { all } = this;
    if (all.length === 0) throw new LexiclipError({ kind: 'no-workspace' });
    if (all.length === 1) return all[0];
    const last = this.#context.workspaceState.get<string>(LAST_FOLDER);
    const items = all
      .map((folder) => ({ label: folder.name, description: folder.uri.fsPath, folder }))
      .sort((a, b) => Number(b.folder.uri.fsPath === last) - Number(a.folder.uri.fsPath === last));
    const title = 'LexiCLIP: Choose a Folder';
    const picked = await pickOne(items, { title, placeholder: 'Which folder holds the collection?' });
    if (picked !== undefined)
      await this.#context.workspaceState.update(LAST_FOLDER, picked.folder.uri.fsPath);
    return picked?.folder;
  }

  /**
   * The pipeline over a folder with the settings of now. Dispose of it where it may have embedded.
   * @param images Where the source `folder` looks; absolute.
   */
  open(folder: vscode.WorkspaceFolder, images?: string): Lexiclip {
    const { endpoint, requestsPerMinute, model, device, inferenceEndpoint } = readSettings(folder);
    return new Lexiclip({
      workspace: folder.uri.fsPath,
      installation: this.#context.extensionUri.fsPath,
      endpoint,
      requestsPerMinute,
      ...(model === '' ? {} : { model }),
      device,
      ...(inferenceEndpoint === '' ? {} : { inferenceEndpoint }),
      ...(images === undefined ? {} : { folder: images }),
      transport: nodeTransport(),
      confirmDownload,
      logger: this.#log,
      onArriving: (arriving) => {
        this.#arriving.set(folder.uri.toString(), arriving);
        this.#arrivals.fire(folder);
      },
      onForming: (run) => {
        this.#form(folder, run);
      },
    });
  }

  /** What is being embedded in a folder at this moment. */
  arriving(folder: vscode.WorkspaceFolder): Arriving | undefined {
    return this.#arriving.get(folder.uri.toString());
  }

  /** The map that is being laid out in a folder at this moment. */
  forming(folder: vscode.WorkspaceFolder): Forming | undefined {
    return this.#forming.get(folder.uri.toString());
  }

  /** Runs something long in a folder, with progress and Cancel; undefined where another run is going on. */
  async run<T>(
    folder: vscode.WorkspaceFolder,
    title: string,
    work: (lexiclip: Lexiclip, task: LongTask) => Promise<T>,
    images?: string,
  ): Promise<T | undefined> {
    const key = folder.uri.toString();
    if (this.#running.has(key)) {
      void showInformation(
        `LexiCLIP is still at work in ${folder.name}. Wait until it has finished, or cancel it in its notification.`,
      );
      return undefined;
    }
    this.#running.add(key);
    const lexiclip = this.open(folder, images);
    try {
      return await withProgress(title, (task) => work(lexiclip, task));
    } finally {
      lexiclip.dispose();
      this.#arriving.delete(key);
      this.#running.delete(key);
      // A run that fails may not say that its map no longer forms.
      if (this.#forming.has(key)) this.#form(folder, undefined);
    }
  }

  #form(folder: vscode.WorkspaceFolder, run: FormingRun | undefined): void {
    const key = folder.uri.toString();
    if (run === undefined) this.#forming.delete(key);
    else {
      const forming: Forming = new Forming(run, () => {
        if (this.#forming.get(key) === forming) this.#frames.fire(folder);
      });
      this.#forming.set(key, forming);
    }
    this.#formings.fire(folder);
  }
}
