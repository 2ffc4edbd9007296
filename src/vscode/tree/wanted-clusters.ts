import type * as vscode from 'vscode';
import type { ClusterEntry, LevelName } from '../../core/collection/clusters-schema.ts';
import type { ClustersSnapshot } from '../../core/reports.ts';
import type { WantedEntry } from './entries.ts';
import type { ClusterNode } from './nodes.ts';
import { entriesIn, idIn, inRanges } from './wanted-entry.ts';

/** Clusters, in each those of the finer level, and in the finest their images. Nothing is made before it is opened. */
export function wantedClusters(folder: vscode.WorkspaceFolder, clusters: ClustersSnapshot): WantedEntry {
  const count = clusters.levels[0]?.clusters.length ?? 0;
  return entriesIn(folder)('clusters', { kind: 'clusters', folder, count }, () =>
    wantedLevel(folder, clusters, 0, 'clusters', () => true),
  );
}

export function clusterNode(
  folder: vscode.WorkspaceFolder,
  vectors: string,
  level: LevelName,
  { id, name, suggested, size, medoid }: ClusterEntry,
): ClusterNode {
  return { kind: 'cluster', folder, cluster: { vectors, level, id, name, suggested, size, medoid } };
}

/** The largest first. */
function wantedLevel(
  folder: vscode.WorkspaceFolder,
  clusters: ClustersSnapshot,
  depth: number,
  path: string,
  isWanted: (cluster: ClusterEntry) => boolean,
): readonly WantedEntry[] {
  const level = clusters.levels[depth];
  if (level === undefined) return [];
  const bySize = level.clusters.filter(isWanted).sort((a, b) => b.size - a.size);
  return inRanges(folder, path, bySize, (cluster) =>
    wantedCluster(clusters, depth, clusterNode(folder, clusters.vectors, level.name, cluster)),
  );
}

function wantedCluster(clusters: ClustersSnapshot, depth: number, node: ClusterNode): WantedEntry {
  const { folder, cluster } = node;
  const { vectors, level, id } = cluster;
  // Whatever a file calls clusters and images: what is made of two of them is not the same.
  const pathOf = (image?: string): string => `clusters/${JSON.stringify([vectors, level, id, image])}`;
  const images = (): readonly WantedEntry[] =>
    inRanges(folder, pathOf(), clusters.images(id), ({ concept, ...prompt }) => ({
      id: idIn(folder, pathOf(prompt.id)),
      node: { kind: 'prompt', folder, prompt, concept },
      look: prompt.prompt,
      children: [],
    }));
  const isFinest = depth === clusters.levels.length - 1;
  return entriesIn(folder)(pathOf(), node, () =>
    isFinest ? images() : wantedLevel(folder, clusters, depth + 1, pathOf(), ({ parent }) => parent === id),
  );
}
