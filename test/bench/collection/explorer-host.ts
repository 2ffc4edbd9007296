import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type * as vscode from 'vscode';
import { INDEX_PATH } from '../../../src/core/collection/paths.ts';
import { mapChange } from '../../../src/core/explore/changes.ts';
import { KeptColumns } from '../../../src/core/explore/kept-columns.ts';
import type { ExplorerMap } from '../../../src/core/explore/map.ts';
import { collectionSnapshot } from '../../../src/core/explore/snapshot.ts';
import { explorerMap } from '../../../src/core/explore/view-model.ts';
import { CollectionFolder } from '../../../src/node/collection/collection-folder.ts';
import { writePage } from '../../../src/node/export-page.ts';
import { installationPaths } from '../../../src/node/installation-paths.ts';
import { Lexiclip } from '../../../src/node/lexiclip.ts';
import { chosenVectors } from '../../../src/node/models/chosen-vectors.ts';
import { nodeTransport } from '../../../src/node/node-transport.ts';
import type { ToPage } from '../../../src/protocol/explorer.ts';
import { packHits } from '../../../src/protocol/hits-message.ts';
import { FolderSearch } from '../../../src/vscode/sessions/folder-search.ts';
import { FolderState } from '../../../src/vscode/sessions/folder-state.ts';
import { TreeEntries, type TreeEntry } from '../../../src/vscode/tree/entries.ts';
import { promptLabel } from '../../../src/vscode/tree/labels.ts';
import { wantedGroups } from '../../../src/vscode/tree/wanted.ts';

/*
 * Does for the sidebar, the map and the commands what src/vscode/ does, without VS Code. Of the bench, only this file
 * knows that API.
 */

/** The defaults of the settings, and the limits of the commands. */
const VISIBLE = { nsfw: false, grids: true };
const MOST_HITS = 100;
const LEAST_SIMILARITY = 0.95;

const task = { signal: new AbortController().signal, onProgress: () => undefined };
const logger = { info: () => undefined, warn: (message: string) => process.stderr.write(`${message}\n`) };

/** Absolute paths: of the workspace folder, and of what holds the built programs. */
export interface Folders {
  readonly workspace: string;
  readonly installation: string;
}

/** An open workspace folder. */
export interface ExplorerHost extends Folders {
  readonly home: CollectionFolder;
  readonly lexiclip: Lexiclip;
  readonly tree: TreeEntries;
  readonly columns: KeptColumns;
  /** What the page has. */
  shown: ExplorerMap | undefined;
  readonly state: FolderState;
  readonly searchBox: FolderSearch;
  /** Of the images that the page has. */
  rows: ReadonlyMap<string, number> | undefined;
}

/** Removes the index that another process kept. */
export async function removeIndexCache({ workspace }: Folders): Promise<void> {
  await rm(path.join(workspace, '.lexiclip', INDEX_PATH), { force: true });
}

export function openCollection({ workspace, installation }: Folders): Promise<ExplorerHost> {
  const home = new CollectionFolder(workspace, path.join(workspace, 'image-folders'), logger);
  const lexiclip = new Lexiclip({
    workspace,
    home,
    installation,
    requestsPerMinute: 1,
    device: 'auto',
    transport: nodeTransport(),
    confirmDownload: () => Promise.resolve(false),
    logger,
  });
  const places = installationPaths(installation);
  const state = new FolderState(home.collection, () =>
    chosenVectors({ model: undefined, device: 'auto', server: undefined }, places),
  );
  return Promise.resolve({
    workspace,
    installation,
    home,
    lexiclip,
    tree: new TreeEntries(),
    state,
    columns: new KeptColumns(),
    shown: undefined,
    searchBox: new FolderSearch({
      collection: home.collection,
      open: () => lexiclip,
      settings: () => '',
    }),
    rows: undefined,
  });
}

/** Reads the index that another process kept. */
export async function indexInMemory({ home }: ExplorerHost): Promise<void> {
  await home.collection.index.lastView();
}

/** Looks at the dates of all files, as goes on in the background once the map is shown. */
export async function checkFiles({ home }: ExplorerHost): Promise<void> {
  await home.collection.view();
  await home.keepIndex();
}

export function closeCollection({ lexiclip }: ExplorerHost): void {
  lexiclip.dispose();
}

/** Reads the sidebar's tree. Returns the ids of the rows that are visible first: groups, concepts and maps. */
export async function rootRows({ workspace, home, tree, state }: ExplorerHost): Promise<readonly string[]> {
  const { collection } = home;
  const snapshot = await collectionSnapshot(collection, await collection.index.recentView());
  const folder = { uri: `file://${workspace}`, name: 'bench', index: 0 } as unknown as vscode.WorkspaceFolder;
  if (snapshot !== undefined) tree.update(wantedGroups(folder, snapshot, await state.read()));
  return tree.roots.flatMap((group) => [group.id, ...tree.childrenOf(group).map(({ id }) => id)]);
}

/** The labels of the rows in the list below a concept that has an image, opened as far as that; call `rootRows` first. */
export function listedWith({ tree }: ExplorerHost, concept: string, id: string): Promise<readonly string[]> {
  const concepts = tree.roots.flatMap((group) => tree.childrenOf(group));
  const found = concepts.find(({ node }) => node.kind === 'concept' && node.concept.name === concept);
  if (found?.node.kind !== 'concept') return Promise.resolve([]);
  const at = found.node.concept.images.findIndex((image) => image.id === id) + 1;
  const rows = tree.childrenOf(found);
  const range = rows.find(({ node }) => node.kind === 'range' && node.first <= at && at <= node.last);
  return Promise.resolve((range === undefined ? rows : tree.childrenOf(range)).map(labelOf));
}

/** The message that the page of the map gets when it opens, or when something has changed. */
export async function mapMessage(host: ExplorerHost): Promise<ToPage> {
  const { collection } = host.home;
  const map = await explorerMap(collection, await collection.index.recentView(), {
    title: 'bench',
    visible: VISIBLE,
    thumbnails: thumbnailUri(`${host.workspace}/.lexiclip/cache/thumbnails`),
    sheets: thumbnailUri(`${host.workspace}/.lexiclip/cache/sheets`),
    kept: host.columns,
  });
  const before = host.shown;
  host.shown = map;
  return map === undefined ? { type: 'empty' } : { type: 'map', change: mapChange(before, map) };
}

/** What the page is told of an image that is pointed at. */
export async function promptMessage({ home }: ExplorerHost, id: string): Promise<ToPage> {
  const { prompt = '' } = (await home.collection.index.recentView()).image(id) ?? {};
  return { type: 'prompt', id, prompt };
}

/** From a click on a point to the prompt file that opens. */
export async function promptOf(
  { home, workspace }: ExplorerHost,
  id: string,
): Promise<{ readonly file: string; readonly text: string } | undefined> {
  const image = (await home.collection.index.recentView()).image(id);
  if (image === undefined) return undefined;
  const file = path.join(workspace, '.lexiclip', image.path);
  return { file, text: await readFile(file, 'utf8') };
}

/** Updates tree and map after another program has written a file. @param file Its path in the collection. */
export async function changedFile(host: ExplorerHost, file: string): Promise<ToPage> {
  host.home.collection.index.changed(file);
  await rootRows(host);
  return mapMessage(host);
}

/** What a keystroke in the search box costs the host: the ids of the hits, and the message that the page gets. */
export async function searchWords(host: ExplorerHost, query: string): Promise<ToPage> {
  const { hits } = await host.searchBox.find(query, 'words', task);
  const rows = (host.rows ??= new Map(host.shown?.images.ids.map((id, row) => [id, row])));
  return { type: 'hits', hits: packHits(hits, rows) };
}

/** The ids of the hits. */
export async function search({ lexiclip }: ExplorerHost, query: string): Promise<readonly string[]> {
  const { hits } = await lexiclip.search({ query, limit: MOST_HITS }, task);
  return hits.map(({ id }) => id);
}

export async function outliers({ lexiclip }: ExplorerHost): Promise<readonly string[]> {
  const { misplaced = [], alone = [] } = await lexiclip.outliers({ limit: MOST_HITS }, task);
  return [...misplaced, ...alone].map(({ id }) => id);
}

export async function duplicates({ lexiclip }: ExplorerHost): Promise<readonly string[]> {
  const { sets } = await lexiclip.duplicates({ leastSimilarity: LEAST_SIMILARITY }, task);
  return sets.flatMap(({ images }) => images.map(({ id }) => id));
}

export async function exportPage({ lexiclip, installation }: ExplorerHost, output: string): Promise<void> {
  await writePage(lexiclip, output, installation, { visible: VISIBLE }, task.signal);
}

function labelOf({ node }: TreeEntry): string {
  return node.kind === 'prompt' ? promptLabel(node.prompt.prompt) : '';
}

/** As `Webview.asWebviewUri` makes it. */
function thumbnailUri(file: string): string {
  return `https://file%2B.vscode-resource.vscode-cdn.net${encodeURI(file)}`;
}
