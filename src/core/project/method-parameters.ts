import * as l10n from '@vscode/l10n';
import type { ProjectionMethod } from '../collection/schema.ts';

/* The parameters that people choose, as tables. */

interface Described {
  readonly name: string;
  /** For people. */
  readonly label: string;
  /** What it does, for people: one sentence. */
  readonly help: string;
}

export interface NumberParameter extends Described {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** Whether 0 leaves it to the method. */
  readonly zeroIsAutomatic?: boolean;
}

interface ChoiceParameter extends Described {
  readonly default: string;
  readonly choices: readonly Choice[];
}

interface Choice {
  readonly value: string;
  /** What it means, for people: goes on after the value. */
  readonly about: string;
}

export type ParameterDescription = NumberParameter | ChoiceParameter;

const dimensions: NumberParameter = {
  name: 'dimensions',
  get label(): string {
    return l10n.t('Dimensions');
  },
  get help(): string {
    return l10n.t('A plane has 2. A map with 3 can be rotated.');
  },
  default: 2,
  min: 2,
  max: 3,
  integer: true,
};
/** `random` is for seeing how much a map owes to its start. */
const start: ChoiceParameter = {
  name: 'start',
  get label(): string {
    return l10n.t('Start');
  },
  get help(): string {
    return l10n.t('Where the images are before the first step.');
  },
  default: 'pca',
  choices: [
    {
      value: 'pca',
      get about(): string {
        return l10n.t('on the principal axes, which gives the same kind of map each time');
      },
    },
    {
      value: 'random',
      get about(): string {
        return l10n.t('at random, which shows how much of a map is due to its start');
      },
    },
  ],
};
const neighbors: NumberParameter = {
  name: 'neighbors',
  get label(): string {
    return l10n.t('Neighbours');
  },
  get help(): string {
    return l10n.t('Few neighbours show fine detail, many show the overall structure.');
  },
  default: 15,
  min: 2,
  max: 200,
  integer: true,
};
const minDist: NumberParameter = {
  name: 'minDist',
  get label(): string {
    return l10n.t('Minimum distance');
  },
  get help(): string {
    return l10n.t('How close images may come: small values make tight groups.');
  },
  default: 0.1,
  min: 0,
  max: 1,
  integer: false,
};
const spread: NumberParameter = {
  name: 'spread',
  get label(): string {
    return l10n.t('Spread');
  },
  get help(): string {
    return l10n.t('The scale of the map: larger values pull groups apart.');
  },
  default: 1,
  min: 0.1,
  max: 5,
  integer: false,
};
const perplexity: NumberParameter = {
  name: 'perplexity',
  get label(): string {
    return l10n.t('Perplexity');
  },
  get help(): string {
    return l10n.t('About how many neighbours each image has: low values show local detail.');
  },
  default: 30,
  min: 2,
  max: 200,
  integer: false,
};
const iterations: NumberParameter = {
  name: 'iterations',
  get label(): string {
    return l10n.t('Iterations');
  },
  get help(): string {
    return l10n.t('Steps of the layout. Too few leave it unfinished.');
  },
  default: 1000,
  min: 250,
  max: 5000,
  integer: true,
};

const epochsHelp = (): string => l10n.t('Passes over all neighbours. Too few leave the layout unfinished.');
const rateHelp = (): string =>
  l10n.t('The size of each step. Too large scatters the map, too small packs it into a ball.');

/**
 * The parameters of each method, with umap-learn's names and defaults for UMAP and scikit-learn's for t-SNE.
 * tsne-js' own learning rate of 1000 scatters small collections; 50 is the least that scikit-learn's automatic
 * rate takes, and the size of collection that tsne-js can do stays below it. Help says what umap-learn's "Basic UMAP
 * Parameters", scikit-learn's TSNE and Wattenberg et al., "How to Use t-SNE Effectively" (2016), say of them.
 */
export const methodParameters: Readonly<Record<ProjectionMethod, readonly ParameterDescription[]>> = {
  umap: [
    neighbors,
    minDist,
    spread,
    {
      name: 'metric',
      get label(): string {
        return l10n.t('Metric');
      },
      get help(): string {
        return l10n.t('How the similarity of images is measured.');
      },
      default: 'cosine',
      choices: [
        {
          value: 'cosine',
          get about(): string {
            return l10n.t('by direction, as the models were trained');
          },
        },
        {
          value: 'euclidean',
          get about(): string {
            return l10n.t('by distance');
          },
        },
      ],
    },
    {
      name: 'epochs',
      get label(): string {
        return l10n.t('Epochs');
      },
      get help(): string {
        return epochsHelp();
      },
      default: 0,
      min: 0,
      max: 5000,
      integer: true,
      zeroIsAutomatic: true,
    },
    start,
    dimensions,
  ],
  tsne: [
    perplexity,
    iterations,
    {
      name: 'learningRate',
      get label(): string {
        return l10n.t('Learning rate');
      },
      get help(): string {
        return rateHelp();
      },
      default: 0,
      min: 0,
      max: 100_000,
      integer: false,
      zeroIsAutomatic: true,
    },
    {
      name: 'exaggeration',
      get label(): string {
        return l10n.t('Early exaggeration');
      },
      get help(): string {
        return l10n.t(
          'How strongly similar images attract each other at first: larger values leave more space between groups.',
        );
      },
      default: 12,
      min: 1,
      max: 50,
      integer: false,
    },
    start,
    dimensions,
  ],
  pca: [dimensions],
  'umap-js': [
    neighbors,
    minDist,
    spread,
    {
      name: 'epochs',
      get label(): string {
        return l10n.t('Epochs');
      },
      get help(): string {
        return epochsHelp();
      },
      default: 500,
      min: 10,
      max: 5000,
      integer: true,
    },
  ],
  'tsne-js': [
    perplexity,
    {
      name: 'learningRate',
      get label(): string {
        return l10n.t('Learning rate');
      },
      get help(): string {
        return rateHelp();
      },
      default: 50,
      min: 1,
      max: 2000,
      integer: false,
    },
    iterations,
  ],
};
