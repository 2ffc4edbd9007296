import type * as vscode from 'vscode';
import type { ClusterEntry } from '../../core/collection/clusters-schema.ts';
import type { ClusterLevelSnapshot, ClustersSnapshot } from '../../core/reports.ts';
import type { WantedEntry } from './entries.ts';
import type { ClusterNode } from './nodes.ts';
import { entriesIn, idIn, inRanges } from './wanted-entry.ts';

/** Clusters, in each those of the finer level, and in the finest their images. Nothing is made before it is opened. */
export function wantedClusters(folder: vscode.WorkspaceFolder, clusters: ClustersSnapshot): WantedEntry {
  const { length: count } = clusters.levels[0]?.clusters ?? [];
  return entriesIn(folder)('clusters', { kind: 'clusters', folder, count }, () =>
    inRanges(folder, 'clusters', bySize(clusters.levels[0]), (cluster) =>
      wantedCluster(folder, clusters, 0, cluster),
    ),
  );
}

export function clusterNode(
  folder: vscode.WorkspaceFolder,
  vectors: string,
  level: ClusterLevelSnapshot,
  { id, name, suggested, size, medoid }: ClusterEntry,
): ClusterNode {
  const cluster = { vectors, level: level.name, id, name, suggested, size, medoid };
  return { kind: 'cluster', folder, cluster };
}

function wantedCluster(
  folder: vscode.WorkspaceFolder,
  clusters: ClustersSnapshot,
  depth: number,
  cluster: ClusterEntry,
): WantedEntry {
  const { vectors, levels } = clusters;
  const [level, finer] = [levels[depth], levels[depth + 1]];
  // Whatever a file calls clusters and images: what is made of two of them is not the same.
  const pathOf = (image?: string): string =>
    `clusters/${JSON.stringify([vectors, level?.name, cluster.id, image])}`;
  const children = (): readonly WantedEntry[] => {
    if (finer !== undefined) {
      const within = bySize(finer).filter(({ parent }) => parent === cluster.id);
      return inRanges(folder, pathOf(), within, (one) => wantedCluster(folder, clusters, depth + 1, one));
    }
    return inRanges(folder, pathOf(), clusters.images(cluster.id), ({ concept, ...prompt }) => {
      const node = { kind: 'prompt', folder, prompt, concept } as const;
      return { id: idIn(folder, pathOf(prompt.id)), node, look: prompt.prompt, children: [] };
    });
  };
  const shown = level ?? { name: 'fine', clusters: [] };
  return entriesIn(folder)(pathOf(), clusterNode(folder, vectors, shown, cluster), children);
}

/** The largest first. */
function bySize(level: ClusterLevelSnapshot | undefined): readonly ClusterEntry[] {
  return [...(level?.clusters ?? [])].sort((a, b) => b.size - a.size);
}
