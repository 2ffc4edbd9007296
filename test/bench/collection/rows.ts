import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { serialize } from 'node:v8';
import type { CollectedImage } from '../../../src/core/collection/collection-view.ts';
import { INDEX_PATH } from '../../../src/core/collection/paths.ts';
import { collectionSnapshot } from '../../../src/core/explore/snapshot.ts';
import { explorerMap } from '../../../src/core/explore/view-model.ts';
import { findDuplicates, findOutliers } from '../../../src/core/neighbours/findings-stage.ts';
import { searchImages } from '../../../src/core/search/stage.ts';
import type { LongTask } from '../../../src/core/signal.ts';
import { CollectionFolder } from '../../../src/node/collection/collection-folder.ts';
import { writePage } from '../../../src/node/export-page.ts';
import { Lexiclip } from '../../../src/node/lexiclip.ts';
import { nodeTransport } from '../../../src/node/node-transport.ts';
import { sha256 } from '../../../src/node/sha256.ts';
import { VECTORS } from './generate.ts';

/** What a row does, and what it measures beside its cost. */
type Work = () => Promise<Readonly<Record<string, number>>>;

const root = path.resolve(import.meta.dirname, '../../..');
const visible = { nsfw: true, grids: true };
const task: LongTask = { signal: new AbortController().signal, onProgress: () => undefined };
const logger = { info: (): void => undefined, warn: (line: string) => process.stderr.write(`${line}\n`) };
const notNeeded = (): never => {
  throw new Error('what a row needs is in the collection');
};
const comparer = { nearest: notNeeded, quality: notNeeded, agreement: notNeeded };

/** Each prepares a row in a workspace, as a window would have before. */
export const collectionRows: Readonly<Record<string, (workspace: string) => Promise<Work>>> = {
  'open-cold': async (workspace) => {
    await rm(path.join(workspace, '.lexiclip', INDEX_PATH), { force: true });
    const home = open(workspace);
    return async () => {
      const { images } = await home.collection.index.view();
      await home.keepIndex();
      return { images: images.length };
    };
  },
  /** What is shown at once. */
  'open-warm': (workspace) => {
    const home = open(workspace);
    return Promise.resolve(async () => ({
      images: (await home.collection.index.recentView()).images.length,
    }));
  },
  /** Looking at all sizes and dates, which goes on in the background then. */
  check: async (workspace) => {
    const { index } = open(workspace).collection;
    await index.recentView();
    return async () => ({ images: (await index.view()).images.length });
  },
  tree: async (workspace) => {
    const { collection } = open(workspace);
    const view = await collection.index.recentView();
    return async () => {
      const snapshot = await collectionSnapshot(collection, view);
      return { rows: snapshot?.concepts.flatMap(({ prompts }) => prompts).length ?? 0 };
    };
  },
  map: async (workspace) => {
    const { collection } = open(workspace);
    const view = await collection.index.recentView();
    return async () => {
      const thumbnail = (file: string): Promise<string> =>
        Promise.resolve(`https://file.vscode-cdn.net${workspace}/${file}`);
      const map = await explorerMap(collection, view, { title: 'bench', visible, thumbnail });
      return { messageMb: serialize(map).byteLength / 1e6 };
    };
  },
  'open-prompt': async (workspace) => {
    const { collection } = open(workspace);
    const { id } = middle(await collection.view());
    return async () => {
      const image = (await collection.index.recentView()).image(id);
      return { characters: (await collection.store.readText(image?.path ?? ''))?.length ?? 0 };
    };
  },
  'one-file-changed': async (workspace) => {
    const { collection } = open(workspace);
    const { id, path: changed } = middle(await collection.view());
    const file = path.join(workspace, '.lexiclip', changed);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('"prompt": "', '"prompt": "changed '));
    return async () => {
      collection.index.changed(changed);
      const { prompt = '' } = (await collection.index.recentView()).image(id) ?? {};
      return { seen: Number(prompt.startsWith('changed')) };
    };
  },
  search: async (workspace) => {
    const { collection } = open(workspace);
    const [first, second] = (await collection.view()).images;
    const texts = { embed: notNeeded };
    // Two images: of one, the graph would know the answer.
    const query = `like:${first?.id ?? ''} + like:${second?.id ?? ''}`;
    return async () => {
      const found = await searchImages(
        { query, limit: 100 },
        { collection, vectors: VECTORS, texts, sha256 },
        task,
      );
      return { hits: found.hits.length };
    };
  },
  outliers: (workspace) =>
    findings(workspace, async (given) => (await findOutliers({ limit: 100 }, given, task)).images.length),
  duplicates: (workspace) =>
    findings(
      workspace,
      async (given) => (await findDuplicates({ leastSimilarity: 0.95 }, given, task)).sets.length,
    ),
  export: (workspace) => {
    const lexiclip = new Lexiclip({
      ...{
        workspace,
        installation: root,
        endpoint: 'http://127.0.0.1:9/',
        requestsPerMinute: 20,
        device: 'cpu',
      },
      ...{ transport: nodeTransport(), logger, confirmDownload: () => Promise.resolve(false) },
    });
    const output = path.join(workspace, 'page.html');
    return Promise.resolve(async () => {
      await writePage(lexiclip, output, root, visible, new AbortController().signal);
      return { pageMb: (await readFile(output)).byteLength / 1e6 };
    });
  },
};

function open(workspace: string): CollectionFolder {
  return new CollectionFolder(workspace, path.join(workspace, 'image-folders'), logger);
}

function middle({ images }: { readonly images: readonly CollectedImage[] }): CollectedImage {
  const image = images[Math.floor(images.length / 2)];
  if (image === undefined) throw new RangeError('the collection is empty');
  return image;
}

async function findings(
  workspace: string,
  find: (given: Parameters<typeof findOutliers>[1]) => Promise<number>,
): Promise<Work> {
  const { collection, ifMayWrite } = open(workspace);
  await collection.view();
  return async () => ({ found: await find({ collection, vectors: VECTORS, sha256, comparer, ifMayWrite }) });
}
