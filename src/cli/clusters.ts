import { isNamedByHand } from '../core/clusters/earlier-clusters.ts';
import type { ClustersHeader, LevelName } from '../core/collection/clusters-schema.ts';
import { vectorsName } from '../core/collection/embedding-rows.ts';
import { clustersPath } from '../core/collection/paths.ts';
import { imagesByCluster } from '../core/collection/stored-clusters.ts';
import { plainText } from '../core/plain-text.ts';
import { withLexiclip } from './compose.ts';
import type { StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

interface ClustersOptions extends StageOptions {
  readonly level?: LevelName;
  readonly seed?: number;
  readonly concepts?: boolean;
}

/** Longer ones are nobody’s but who edited the file. */
const WIDEST_ID = 20;

type Level = ClustersHeader['levels'][number];

/** Lists the clusters of each level, the largest first; a cluster is a line with its size, its id and its name. */
export async function clusters(options: ClustersOptions, signal: AbortSignal): Promise<void> {
  const { level, seed, concepts, json, workspace } = options;
  const found = await withLexiclip(options, signal, (lexiclip) =>
    lexiclip.clusters({ seed, concepts }, terminalTask(signal)),
  );
  const { model, levels } = found;
  const shown = levels.filter(({ name }) => level === undefined || name === level);
  if (json) {
    const images = new Map(imagesByCluster(found).map((ids, at) => [levels.at(-1)?.clusters[at]?.id, ids]));
    const told = {
      model: model.id,
      seed: found.seed,
      levels: shown.map((one) => levelReport(one, one === levels.at(-1) ? images : undefined)),
      workspace,
    };
    process.stdout.write(`${JSON.stringify(told)}\n`);
    return;
  }
  process.stdout.write(shown.map((one) => textOf(one)).join('\n'));
  const counts = levels.map(({ name, clusters: { length } }) => `${length} ${name}`).join(', ');
  tell(
    `Clusters: ${counts || 'none'}, by ${model.label}. Names can be changed by “lexiclip clusters rename”, or in ${clustersPath(vectorsName(model))}.`,
  );
}

export async function renameCluster(
  id: string,
  given: string,
  options: ClustersOptions,
  signal: AbortSignal,
): Promise<void> {
  const { level, json, workspace } = options;
  const name = await withLexiclip(options, signal, (lexiclip) =>
    lexiclip.renameCluster({ id, level }, given, terminalTask(signal)),
  );
  if (json) process.stdout.write(`${JSON.stringify({ cluster: id, name, workspace })}\n`);
  tell(`The cluster ${id} is called “${name}”.`);
}

export async function makeConcept(
  id: string,
  given: string,
  options: ClustersOptions,
  signal: AbortSignal,
): Promise<void> {
  const { level, json, workspace } = options;
  const made = await withLexiclip(options, signal, (lexiclip) =>
    lexiclip.makeConcept({ id, level }, given, terminalTask(signal)),
  );
  if (json)
    process.stdout.write(`${JSON.stringify({ concept: made.name, images: made.images, workspace })}\n`);
  tell(`“${made.name}” is a concept, with ${made.images} images.`);
}

function bySize({ clusters: all }: Level): Level['clusters'] {
  return [...all].sort((a, b) => b.size - a.size);
}

function levelReport(level: Level, images?: ReadonlyMap<string | undefined, readonly string[]>): object {
  const { name, resolution } = level;
  return {
    name,
    resolution,
    clusters: bySize(level).map((cluster) => ({
      id: cluster.id,
      name: cluster.name,
      namedByHand: isNamedByHand(cluster),
      size: cluster.size,
      medoid: cluster.medoid,
      ...(cluster.parent === undefined ? {} : { parent: cluster.parent }),
      ...(images === undefined ? {} : { images: images.get(cluster.id) }),
    })),
  };
}

function textOf(level: Level): string {
  const width = Math.min(Math.max(0, ...level.clusters.map(({ id }) => id.length)), WIDEST_ID);
  const lines = bySize(level).map(
    ({ id, size, name }) =>
      `${String(size).padStart(7)}  ${plainText(id).padEnd(width)}  ${plainText(name)}\n`,
  );
  return `${level.name}\n${lines.join('')}`;
}
