import * as l10n from '@vscode/l10n';
import type { ProjectionMethod } from '../collection/schema.ts';

/** Values of a method's parameters for one way to look at images. */
export interface Preset {
  readonly name: 'Local' | 'Global' | 'Compact';
  /** All presets of a method name the same parameters; others stay as they are. */
  readonly parameters: Readonly<Record<string, number>>;
}

/** What a preset is called. */
export function presetTitle(name: Preset['name']): string {
  switch (name) {
    case 'Local':
      return l10n.t('Local');
    case 'Global':
      return l10n.t('Global');
    case 'Compact':
      return l10n.t('Compact');
  }
}

/** What it shows. */
export function aboutPreset(name: Preset['name']): string {
  switch (name) {
    case 'Local':
      return l10n.t('Fine detail: small groups and the nearest neighbours');
    case 'Global':
      return l10n.t('The overall structure, at the cost of detail');
    case 'Compact':
      return l10n.t('Tight groups with space between them');
  }
}

/**
 * UMAP: umap-learn, "Basic UMAP Parameters", shows 5 neighbours for local and 100 for global structure, and a larger
 * minimum distance for "the broad topological structure"; its "UMAP for Clustering" packs groups by 30 neighbours and a
 * minimum distance of 0. t-SNE: 5 and 50 are the ends of van der Maaten and Hinton's range for the perplexity (2008), between
 * which local and global variations trade places (Wattenberg et al., "How to Use t-SNE Effectively", 2016); scikit-learn's
 * TSNE gives the early exaggeration as what makes space between groups. PCA has nothing to trade.
 */
const presets: Readonly<Partial<Record<ProjectionMethod, readonly Preset[]>>> = {
  umap: [
    { name: 'Local', parameters: { neighbors: 5, minDist: 0.1, spread: 1 } },
    { name: 'Global', parameters: { neighbors: 100, minDist: 0.5, spread: 1 } },
    { name: 'Compact', parameters: { neighbors: 30, minDist: 0, spread: 1 } },
  ],
  tsne: [
    { name: 'Local', parameters: { perplexity: 5, exaggeration: 12 } },
    { name: 'Global', parameters: { perplexity: 50, exaggeration: 12 } },
    { name: 'Compact', parameters: { perplexity: 30, exaggeration: 24 } },
  ],
};

/** None where a method has nothing to choose. */
export function presetsOf(method: ProjectionMethod): readonly Preset[] {
  return presets[method] ?? [];
}
