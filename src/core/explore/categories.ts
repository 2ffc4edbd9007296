import * as l10n from '@vscode/l10n';
import { levelNames, type LevelName } from '../collection/clusters-schema.ts';
import { categoryFields, type CategoryField } from '../collection/image-fields.ts';
import { NO_CLUSTER } from './cluster-views.ts';
import type { CategoryColumn } from './field-columns.ts';
import { MOST_LABELS, OTHER, UNKNOWN } from './labels.ts';
import type { ExplorerMap, ProjectionView } from './map.ts';
import { ratedGroup, tagsOf, type TagColumn } from './user-columns.ts';

/** What parts images into groups that have names: concepts, clusters at a level, fields of words, ratings and tags. */
export const groupings = ['concept', ...levelNames, ...categoryFields, 'rating', 'tags'] as const;
export type Grouping = 'concept' | LevelName | CategoryField | 'rating' | 'tags';

/** The groups of a map's images. */
export interface Categories {
  /** Name each group where hidden ones are kept: what other groups there are does not change it. */
  readonly keys: readonly string[];
  /** For people. */
  readonly labels: readonly string[];
  /** So many have a name; what is behind them gathers the rest. */
  readonly named: number;
  /** The place of an image's group; of several, the first. @param row Of `ImageColumns`. */
  readonly groupOf: (row: number) => number;
  /** The places of all of its groups, where it may be in several. */
  readonly groupsOf?: (row: number) => readonly number[];
}

export const OTHER_KEY = '\u0000other';
export const UNKNOWN_KEY = '\u0000unknown';

/** The groups; undefined where the map does not know them. */
export function categoriesOf(
  map: ExplorerMap,
  projection: Pick<ProjectionView, 'vectors'>,
  by: Grouping,
): Categories | undefined {
  const { concepts, images, clusters } = map;
  if (by === 'concept')
    return {
      keys: concepts,
      labels: concepts,
      named: concepts.length,
      groupOf: (row) => images.concepts[row] ?? -1,
    };
  const view = clusters.find(({ level, vectors }) => level === by && vectors === projection.vectors);
  if (view !== undefined) {
    const { ids, names, clusterOf, vectors } = view;
    return {
      keys: [...ids.map((id) => `${vectors} ${id}`), UNKNOWN_KEY],
      labels: [...names, l10n.t('in no cluster')],
      named: ids.length,
      groupOf: (row) => Math.min(clusterOf[row] ?? NO_CLUSTER, ids.length),
    };
  }
  if (by === 'tags') {
    const tags = images.fields.find((one): one is TagColumn => one.field === by);
    return tags && categoriesOfTags(tags);
  }
  const column = images.fields.find((one): one is CategoryColumn => one.field === by);
  return column === undefined ? undefined : categoriesOfField(column);
}

/** An image may have several tags; it looks like the most frequent of them. */
function categoriesOfTags(column: TagColumn): Categories {
  const labels = column.labels.slice(0, MOST_LABELS);
  const { length } = labels;
  const groupsOf = (row: number): readonly number[] => {
    const tags = tagsOf(column, row);
    if (tags.length === 0) return [length + 1];
    return [...new Set(Array.from(tags, (tag) => Math.min(tag, length)))];
  };
  return {
    keys: [...labels, OTHER_KEY, UNKNOWN_KEY],
    labels: [...labels, l10n.t('other than these {0}', MOST_LABELS), l10n.t('no tag')],
    named: length,
    groupOf: (row) => groupsOf(row)[0] ?? length + 1,
    groupsOf,
  };
}

function categoriesOfField({ field, labels, values }: CategoryColumn): Categories {
  const { length } = labels;
  return {
    keys: [...labels, OTHER_KEY, UNKNOWN_KEY],
    labels: [
      ...(field === 'rating' ? labels.map((_, value) => ratedGroup(value)) : labels),
      l10n.t('other than these {0}', MOST_LABELS),
      field === 'rating' ? l10n.t('not rated') : l10n.t('not said'),
    ],
    named: length,
    groupOf: (row) => {
      const value = values[row] ?? UNKNOWN;
      if (value === UNKNOWN) return length + 1;
      return value === OTHER ? length : value;
    },
  };
}
