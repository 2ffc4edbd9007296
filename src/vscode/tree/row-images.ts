import type { ClustersSnapshot } from '../../core/reports.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { TreeEntry } from './entries.ts';
import type { ClusterNode } from './nodes.ts';

/**
 * The images that rows of the tree stand for: prompts, and all of concepts and of clusters. Rows of other folders stand
 * for none.
 * @returns Ids, each once, in the order of the rows.
 * @throws LexiclipError `newer-format`
 */
export async function imagesOfRows(
  session: FolderSession,
  rows: readonly TreeEntry[],
): Promise<readonly string[]> {
  const nodes = rows
    .map(({ node }) => node)
    .filter(({ folder }) => folder.uri.toString() === session.folder.uri.toString());
  const hasClusters = nodes.some(({ kind }) => kind === 'cluster');
  const clusters = hasClusters ? (await session.snapshot())?.clusters : undefined;
  const ids = new Set<string>();
  for (const node of nodes)
    if (node.kind === 'prompt') ids.add(node.prompt.id);
    else if (node.kind === 'concept') for (const { id } of node.concept.images) ids.add(id);
    else if (node.kind === 'cluster' && clusters !== undefined)
      for (const id of imagesOfCluster(clusters, node)) ids.add(id);
  return [...ids];
}

/** Those of the clusters of the finest level that lie in it. */
function imagesOfCluster(clusters: ClustersSnapshot, { cluster }: ClusterNode): readonly string[] {
  const depth = clusters.levels.findIndex(({ name }) => name === cluster.level);
  if (clusters.vectors !== cluster.vectors || depth === -1) return [];
  let inside = new Set([cluster.id]);
  for (const level of clusters.levels.slice(depth + 1)) {
    const finer = level.clusters.filter(({ parent }) => parent !== undefined && inside.has(parent));
    inside = new Set(finer.map(({ id }) => id));
  }
  return [...inside].flatMap((id) => clusters.images(id).map((image) => image.id));
}
