import type { ProjectionMethod } from '../collection/schema.ts';

/** Values of a method's parameters for one way to look at images. */
export interface Preset {
  readonly name: 'Local' | 'Global' | 'Compact';
  /** What it shows, for people. */
  readonly about: string;
  /** All presets of a method name the same parameters; others stay as they are. */
  readonly parameters: Readonly<Record<string, number>>;
}

const about = {
  Local: 'Fine detail: small groups and the nearest neighbours',
  Global: 'The overall structure, at the cost of detail',
  Compact: 'Tight groups with space between them',
} as const;

/**
 * UMAP: umap-learn, "Basic UMAP Parameters", shows 5 neighbours for local and 100 for global structure, and a larger
 * minimum distance for "the broad topological structure"; its "UMAP for Clustering" packs groups by 30 neighbours and a
 * minimum distance of 0. t-SNE: 5 and 50 are the ends of van der Maaten and Hinton's range for the perplexity (2008), between
 * which local and global variations trade places (Wattenberg et al., "How to Use t-SNE Effectively", 2016); scikit-learn's
 * TSNE gives the early exaggeration as what makes space between groups. PCA has nothing to trade.
 */
const presets: Readonly<Partial<Record<ProjectionMethod, readonly Preset[]>>> = {
  umap: [
    { name: 'Local', about: about.Local, parameters: { neighbors: 5, minDist: 0.1, spread: 1 } },
    { name: 'Global', about: about.Global, parameters: { neighbors: 100, minDist: 0.5, spread: 1 } },
    { name: 'Compact', about: about.Compact, parameters: { neighbors: 30, minDist: 0, spread: 1 } },
  ],
  tsne: [
    { name: 'Local', about: about.Local, parameters: { perplexity: 5, exaggeration: 12 } },
    { name: 'Global', about: about.Global, parameters: { perplexity: 50, exaggeration: 12 } },
    { name: 'Compact', about: about.Compact, parameters: { perplexity: 30, exaggeration: 24 } },
  ],
};

/** None where a method has nothing to choose. */
export function presetsOf(method: ProjectionMethod): readonly Preset[] {
  return presets[method] ?? [];
}
