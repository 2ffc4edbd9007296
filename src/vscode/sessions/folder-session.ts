import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CollectedImage, CollectionView } from '../../core/collection/collection-view.ts';
import type { Collection } from '../../core/collection/collection.ts';
import { inSlices } from '../../core/collection/in-slices.ts';
import { fileName } from '../../core/collection/paths.ts';
import type { ProjectionMethod, PromptFile } from '../../core/collection/schema.ts';
import { KeptColumns } from '../../core/explore/kept-columns.ts';
import type { Preview, ExplorerMap } from '../../core/explore/map.ts';
import { collectionSnapshot } from '../../core/explore/snapshot.ts';
import type { CollectionState } from '../../core/explore/state.ts';
import { explorerMap } from '../../core/explore/view-model.ts';
import type { LiveLayoutRun } from '../../core/project/live-layout.ts';
import type { CollectionSnapshot } from '../../core/reports.ts';
import type { LongTask } from '../../core/signal.ts';
import { CollectionFolder } from '../../node/collection/collection-folder.ts';
import { installationPaths, type InstallationPaths } from '../../node/installation-paths.ts';
import { Lexiclip } from '../../node/lexiclip.ts';
import { chosenVectors } from '../../node/models/chosen-vectors.ts';
import { nodeTransport } from '../../node/node-transport.ts';
import { readSettings } from '../config.ts';
import { confirmModel } from '../confirm-download.ts';
import type { Log } from '../log.ts';
import { showInformation } from '../messages.ts';
import type { Works } from '../work/works.ts';
import { FolderSearch } from './folder-search.ts';
import { FolderSelection } from './folder-selection.ts';
import { FolderState } from './folder-state.ts';
import { LiveLayout } from './live-layout.ts';
import type { MapScope } from './map-scope.ts';

/**
 * What became another: the files of the collection, the first picture of images that are being embedded, which map is
 * being laid out, how it looks by now, or which images are selected or were found. `removed`: the folder has left the
 * workspace.
 */
export type SessionChange = 'collection' | 'preview' | 'layout' | 'frame' | 'selection' | 'hits' | 'removed';

/** What a run is. */
export interface RunOptions {
  /** Where the source `folder` looks; absolute. */
  readonly images?: string | undefined;
  /** The maps that it is to make: how it ends is the folder's state then. Undefined for a run that makes none. */
  readonly wanted?: readonly ProjectionMethod[];
  /** Whether the folder's state leaves out how it ends: nothing goes on from there. */
  readonly forgetsEnd?: boolean;
  /** Whether it is over in a moment, mostly: it is shown only where it is not. */
  readonly isQuiet?: boolean;
}

/**
 * One workspace folder: its collection in memory, and what is being done in it. Whoever shows or uses the folder asks
 * this, and hears of changes by one event.
 */
export class FolderSession {
  readonly folder: vscode.WorkspaceFolder;
  readonly works: Works;
  readonly #installation: vscode.Uri;
  readonly #log: Log;
  readonly #home: CollectionFolder;
  readonly #places: InstallationPaths;
  readonly #state: FolderState;
  readonly #changes = new vscode.EventEmitter<SessionChange>();
  readonly onChange = this.#changes.event;
  readonly selection = new FolderSelection((change) => this.#changes.fire(change));
  readonly search: FolderSearch;
  readonly #columns = new KeptColumns();
  #isBusy = false;
  #preview: Preview | undefined;
  #layout: LiveLayout | undefined;
  #checking: Promise<void> | undefined;

  constructor(folder: vscode.WorkspaceFolder, installation: vscode.Uri, log: Log, works: Works) {
    this.folder = folder;
    this.works = works;
    this.#installation = installation;
    this.#log = log;
    this.#places = installationPaths(installation.fsPath);
    this.#home = new CollectionFolder(folder.uri.fsPath, this.#places.imageFolders, log);
    this.#state = new FolderState(this.#home.collection, () => this.#chosenVectors());
    this.search = new FolderSearch({
      collection: this.#home.collection,
      open: () => this.open(),
      settings: () => JSON.stringify(readSettings(folder)),
    });
  }

  /** Absolute path of the folder that holds `dist/` and the page. */
  get installation(): string {
    return this.#installation.fsPath;
  }

  /** The files of the collection, and what is known of them. */
  get collection(): Collection {
    return this.#home.collection;
  }

  /** What is being embedded at this moment. */
  get preview(): Preview | undefined {
    return this.#preview;
  }

  /** The map that is being laid out at this moment. */
  get layout(): LiveLayout | undefined {
    return this.#layout;
  }

  /** How far the collection is, and what leads on. @throws LexiclipError `newer-format`. */
  async state(): Promise<CollectionState> {
    return this.#state.read();
  }

  /** What the tree lists; undefined where there is no collection. @throws LexiclipError `newer-format`. */
  async snapshot(): Promise<CollectionSnapshot | undefined> {
    return collectionSnapshot(this.#home.collection, await this.#viewToShow());
  }

  /**
   * What the explorer shows; undefined where there is no map yet. @throws LexiclipError `newer-format`, and what the scope throws.
   * @param addresses From which the page loads thumbnails and sheets.
   * @param scope Which maps; all of the collection without it.
   */
  async map(
    addresses: Pick<ExplorerMap, 'thumbnails' | 'sheets'>,
    scope?: MapScope,
  ): Promise<ExplorerMap | undefined> {
    return explorerMap(this.#home.collection, await this.#viewToShow(), {
      title: path.basename(this.folder.uri.fsPath),
      visible: readSettings(this.folder).visible,
      ...addresses,
      maps: await scope?.maps(),
      preview: scope === undefined ? this.#preview : undefined,
      liveLayout: this.layoutIn(scope)?.map.ids,
      kept: scope?.columns ?? this.#columns,
    });
  }

  /** The map that is being laid out, where it is one of these. */
  layoutIn(scope: MapScope | undefined): LiveLayout | undefined {
    const layout = this.#layout;
    return layout === undefined || scope?.includes(layout.map.name) === false ? undefined : layout;
  }

  async image(id: string): Promise<CollectedImage | undefined> {
    return (await this.#home.collection.index.recentView()).image(id);
  }

  /** An image's prompt file; undefined where there is none that can be read. */
  async prompt(id: string): Promise<PromptFile | undefined> {
    return this.#home.collection.promptOf(await this.#home.collection.view(), id);
  }

  /** The image of a prompt file; undefined for any other file. @param file Absolute. */
  async imageOf(file: vscode.Uri): Promise<CollectedImage | undefined> {
    const inside = this.pathOf(file);
    const [, slug, stem] = /^concepts\/([^/]+)\/([^/]+)\.json$/.exec(inside) ?? [];
    if (slug === undefined) return undefined;
    const { concepts } = await this.#home.collection.index.recentView();
    const concept = concepts.find((one) => one.slug === slug);
    return concept?.images.find(({ id }) => fileName(id) === stem);
  }

  /** The image whose file that is, in the collection or where the user has it. @param file Absolute. */
  async imageIn(file: vscode.Uri): Promise<CollectedImage | undefined> {
    const { collection } = this.#home;
    const { images } = await collection.index.recentView();
    let found: CollectedImage | undefined;
    await inSlices(images, collection.pause, (image) => {
      if (path.resolve(this.#home.path, image.image) === file.fsPath) found ??= image;
    });
    return found;
  }

  /** The path of a file in the collection; one that is elsewhere begins with `..`. @param file Absolute. */
  pathOf(file: vscode.Uri): string {
    return path.relative(this.uri('').fsPath, file.fsPath).split(path.sep).join('/');
  }

  /** A file of the collection. @param file Its path in it. */
  uri(file: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder.uri, '.lexiclip', file);
  }

  /** A file was written, made or removed, by whomever. @param file Its path in the collection. */
  fileChanged(file: string): void {
    this.#home.collection.index.changed(file);
  }

  /** Tells that the collection is another by now. */
  tellCollection(): void {
    this.#changes.fire('collection');
    void this.#forgetGone();
  }

  /** Looks at the dates of all files, where that was not done since they may have changed, and tells of what is new. */
  async check(): Promise<void> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = undefined;
    });
    await this.#checking;
  }

  /** The same, however lately it was done. */
  async checkAnew(): Promise<void> {
    this.#home.collection.index.expire();
    await this.check();
  }

  /**
   * The pipeline with the settings of now. Dispose of it where it may have embedded.
   * @param images Where the source `folder` looks; absolute.
   */
  open(images?: string): Lexiclip {
    const { endpoints, dataset, requestsPerMinute, model, device, inferenceEndpoint, hiddenTexts } =
      readSettings(this.folder);
    return new Lexiclip({
      workspace: this.folder.uri.fsPath,
      home: this.#home,
      installation: this.#installation.fsPath,
      endpoints,
      dataset,
      requestsPerMinute,
      hiddenTexts,
      ...(model === '' ? {} : { model }),
      device,
      ...(inferenceEndpoint === '' ? {} : { inferenceEndpoint }),
      ...(images === undefined ? {} : { folder: images }),
      transport: nodeTransport(),
      confirmDownload: confirmModel,
      logger: this.#log,
      onPreview: (preview) => {
        this.#preview = preview;
        this.#changes.fire('preview');
      },
      onHopeless: (failed) => this.#state.giveUp(failed),
      onLiveLayout: (run) => this.#show(run),
    });
  }

  /** Runs something long, with progress and Cancel; undefined where another run is going on. */
  async run<T>(
    title: string,
    work: (lexiclip: Lexiclip, task: LongTask) => Promise<T>,
    { images, wanted, forgetsEnd = false, isQuiet = false }: RunOptions = {},
  ): Promise<T | undefined> {
    if (this.#isBusy) {
      void this.#tellBusy();
      return undefined;
    }
    this.#isBusy = true;
    if (wanted !== undefined) {
      this.#state.begin(wanted);
      this.tellCollection();
    }
    const lexiclip = this.open(images);
    try {
      const { folder } = this;
      return await this.works.run({ title, folder, isLate: isQuiet }, (task) => work(lexiclip, task));
    } catch (error) {
      if (wanted !== undefined && !forgetsEnd) this.#state.fail(error);
      throw error;
    } finally {
      lexiclip.dispose();
      this.#isBusy = false;
      this.#state.end();
      this.#preview = undefined;
      // A run that fails may not say that its map no longer forms.
      if (this.#layout !== undefined) this.#show(undefined);
      // However it ended, whoever shows the folder shows what there is now.
      this.tellCollection();
    }
  }

  dispose(): void {
    this.search.dispose();
    this.#changes.dispose();
  }

  async #tellBusy(): Promise<void> {
    const { name } = this.folder;
    const sentence = l10n.t(
      'LexiCLIP is still at work in {0}. Wait until it has finished, or cancel it.',
      name,
    );
    const showStatus = l10n.t('Show Status');
    if ((await showInformation(sentence, showStatus)) === showStatus)
      await vscode.commands.executeCommand('lexiclip.showStatus');
  }

  #chosenVectors(): ReturnType<typeof chosenVectors> {
    const { model, device, inferenceEndpoint } = readSettings(this.folder);
    const given = (text: string): string | undefined => (text === '' ? undefined : text);
    return chosenVectors({ model: given(model), device, server: given(inferenceEndpoint) }, this.#places);
  }

  #show(run: LiveLayoutRun | undefined): void {
    if (run === undefined) this.#layout = undefined;
    else {
      const layout: LiveLayout = new LiveLayout(run, () => {
        if (this.#layout === layout) this.#changes.fire('frame');
      });
      this.#layout = layout;
    }
    this.#changes.fire('layout');
  }

  async #forgetGone(): Promise<void> {
    if (this.selection.ids.length === 0) return;
    // A collection that cannot be read tells so elsewhere; nothing is known to be gone.
    const view = await this.#home.collection.index.recentView().catch(() => undefined);
    if (view !== undefined) this.selection.forget((id) => view.image(id) !== undefined);
  }

  /** What is known, at once; what is another by now is told when all files have been looked at. */
  async #viewToShow(): Promise<CollectionView> {
    const view = await this.#home.collection.index.recentView();
    void this.check();
    return view;
  }

  async #check(): Promise<void> {
    const { index } = this.#home.collection;
    const before = await index.lastView();
    try {
      if ((await index.view()) !== before) this.tellCollection();
      if (!vscode.workspace.isTrusted) return;
      await this.#home.completeChange();
      await this.#home.keepIndex();
    } catch {
      // Whoever asks for the collection is told.
    }
  }
}
