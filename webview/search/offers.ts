import type { ExplorerMap, ProjectionView } from '../../src/core/explore/map.ts';
import type { TextField } from '../../src/core/search/fields.ts';

/** The values of a field that a map knows, the most frequent first; there may be more in the collection. */
export function knownValues(
  { concepts, clusters, images }: ExplorerMap,
  { vectors }: Pick<ProjectionView, 'vectors'>,
  field: TextField,
): readonly string[] {
  if (field === 'concept') return concepts;
  if (field === 'cluster')
    return [...new Set(clusters.flatMap((view) => (view.vectors === vectors ? view.names : [])))];
  const names: readonly string[] = field === 'tag' ? ['tag', 'tags'] : [field];
  const column = images.fields.find((one) => names.includes(one.field));
  return column !== undefined && 'labels' in column ? column.labels : [];
}

/** As many as are offered again. */
const MOST_REMEMBERED = 10;

/** The queries of before, with this one first. */
export function remembered(queries: readonly string[], query: string): readonly string[] {
  const text = query.trim();
  if (text === '') return queries;
  return [text, ...queries.filter((other) => other !== text)].slice(0, MOST_REMEMBERED);
}
