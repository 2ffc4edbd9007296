import type { Collection } from '../collection/collection.ts';
import { EmbeddingFiles } from '../collection/embeddings.ts';
import type { ProjectionFile, ProjectionMethod } from '../collection/schema.ts';
import { LexiclipError } from '../errors.ts';
import type { Clock, Projector, Sha256 } from '../ports.ts';
import type { ProjectRequest } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { defaultParameters } from './parameters.ts';

export interface ProjectDependencies {
  readonly collection: Collection;
  /** Names the vectors that are projected (`vectorsName`). */
  readonly vectors: string;
  readonly projectors: Readonly<Record<ProjectionMethod, Projector>>;
  readonly clock: Clock;
  readonly sha256: Sha256;
}

/**
 * Stage 3: one map as a file. A map that stands with the same method, parameters, seed and vectors is left
 * as it is, unless `again` is set.
 * @throws LexiclipError `no-vectors`, `projection-failed`.
 */
export async function projectImages(
  request: ProjectRequest,
  { collection, vectors: of, projectors, clock, sha256 }: ProjectDependencies,
  task: LongTask,
  again = false,
): Promise<void> {
  const { name, method, seed } = request;
  const parameters = { ...defaultParameters(method), ...request.parameters };
  const embeddings = await new EmbeddingFiles(collection.store, sha256, of).read();
  const rows = (await collection.images()).flatMap(({ id, prompt }) => {
    const row = embeddings?.rows.get(id);
    return row?.sha256 === prompt.lexiclip.sha256 ? [row] : [];
  });
  if (embeddings === undefined || rows.length === 0) throw new LexiclipError({ kind: 'no-vectors' });

  const { model, device, preprocessing, dimension } = embeddings;
  const vectorsOf = rows.map((row) => `${row.id} ${row.sha256}`).join('\n');
  const inputSha256 = await sha256(`${model.sha256}\n${preprocessing}\n${vectorsOf}`);
  const standing = await collection.readProjection(name);
  const wanted = { method, parameters, seed, inputSha256 };
  if (!again && standing !== undefined && isSame(standing, wanted)) return;

  const vectors = new Float32Array(rows.length * dimension);
  rows.forEach((row, index) => {
    vectors.set(row.vector, index * dimension);
  });
  const layout = await projectors[method].project({ vectors, dimension, parameters, seed }, task);
  const points = rows.map(({ id }, index) => ({
    id,
    x: layout[index * 2] ?? NaN,
    y: layout[index * 2 + 1] ?? NaN,
  }));
  const createdAt = clock.now().toISOString();
  await collection.writeProjection({
    name,
    method,
    parameters,
    seed,
    model,
    device,
    createdAt,
    inputSha256,
    points,
  });
}

function isSame(
  standing: ProjectionFile,
  wanted: Pick<ProjectionFile, 'method' | 'parameters' | 'seed' | 'inputSha256'>,
): boolean {
  const key = ({ method, parameters, seed, inputSha256 }: typeof wanted): string =>
    JSON.stringify([method, Object.entries(parameters).sort(), seed, inputSha256]);
  return key(standing) === key(wanted);
}
