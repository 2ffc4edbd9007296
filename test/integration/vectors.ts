import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'npyjs';
import { conceptSlug } from '../../src/core/collection/paths.ts';
import { cosine } from '../../src/core/embed/tensor.ts';
import { readJson } from './cli.ts';

/** The vectors of a collection by image id, read as another program would read them. */
export async function readVectors(workspace: string, model: string): Promise<Map<string, Float32Array>> {
  const { rows } = await readJson<{ rows: { id: string }[] }>(workspace, `cache/embeddings/${model}.json`);
  const npy = await readFile(path.join(workspace, `.lexiclip/cache/embeddings/${model}.npy`));
  const { data, shape } = parse(npy.buffer.slice(npy.byteOffset, npy.byteOffset + npy.byteLength));
  const [, dimension = NaN] = shape;
  const vector = (row: number): Float32Array =>
    (data as Float32Array).subarray(row * dimension, (row + 1) * dimension);
  return new Map(rows.map(({ id }, row) => [id, vector(row)]));
}

/** The share of images whose nearest neighbour by cosine was found for the same concept. */
export async function sameConceptShare(workspace: string, model: string): Promise<number> {
  const vectors = [...(await readVectors(workspace, model))];
  const conceptOf = await conceptsById(workspace);
  const same = vectors.filter(([id, vector]) => {
    let nearest = '';
    let most = -Infinity;
    for (const [other, theirs] of vectors) {
      const alike = other === id ? -Infinity : cosine(vector, theirs);
      if (alike > most) [nearest, most] = [other, alike];
    }
    return conceptOf.get(id) === conceptOf.get(nearest);
  });
  return same.length / vectors.length;
}

async function conceptsById(workspace: string): Promise<Map<string, string>> {
  const { concepts } = await readJson<{ concepts: string[] }>(workspace, 'collection.json');
  const entries = await Promise.all(
    concepts.map(async (concept) => {
      const file = `concepts/${conceptSlug(concept)}/concept.json`;
      const { images } = await readJson<{ images: string[] }>(workspace, file);
      return images.map((id) => [id, concept] as const);
    }),
  );
  return new Map(entries.flat());
}
