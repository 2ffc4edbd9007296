import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lexiclip } from '../integration/cli.ts';
import type { Explorer } from './explorer.ts';
import { root, type Session } from './fixtures.ts';

const standIn = join(root, 'build/models/resnet50-imagenet.onnx');

/** Settings with which nothing is asked of a network, and no model but the stand-in is needed. */
export const offline = {
  'lexiclip.model': standIn,
  'lexiclip.lexica.endpoint': 'http://127.0.0.1:9/',
  'workbench.colorTheme': 'Default Dark Modern',
};

/** Gives `use` a folder whose collection the command line made of the built-in sample: a UMAP map, and PCA as “plain”. */
export async function withSampleCollection<T>(
  concepts: readonly string[],
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lexiclip-collection-'));
  const common = ['--model', standIn, '--workspace', folder];
  try {
    for (const args of [
      ['explore', ...concepts, '--source', 'sample', '--count', '5', '--method', 'umap', ...common],
      ['project', '--method', 'pca', '--name', 'plain', ...common],
    ]) {
      const { status, stderr } = await lexiclip(args);
      if (status !== 0) throw new Error(`lexiclip ${args.join(' ')} failed:\n${stderr}`);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Gives `use` a workspace in which the command line has explored a folder of images, which stays where it is. */
export async function withFolderCollection<T>(
  images: string,
  use: (workspace: string) => Promise<T>,
): Promise<T> {
  const workspace = await mkdtemp(join(tmpdir(), 'lexiclip-folder-'));
  try {
    const source = ['--source', 'folder', '--folder', images, '--copy'];
    const args = ['explore', ...source, '--method', 'umap', '--model', standIn, '--workspace', workspace];
    const { status, stderr } = await lexiclip(args);
    if (status !== 0) throw new Error(`lexiclip ${args.join(' ')} failed:\n${stderr}`);
    return await use(workspace);
  } finally {
    await rm(workspace, { recursive: true });
  }
}

/** Explores by a shortcut, before any test: until there are both maps. */
export async function exploreBy(keys: string, session: Session, explorer: Explorer): Promise<void> {
  const { workbench } = session;
  try {
    await workbench.pressUntil(keys, workbench.running);
    await explorer.projectionButton('tsne').waitFor();
    await workbench.idle();
  } catch (error) {
    await session.keepEvidence(`explored by ${keys}`);
    throw error;
  }
}
