import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'npyjs';
import { readJson } from './cli.ts';

/** The share of images whose nearest neighbour by cosine was found for the same concept. */
export async function sameConceptShare(workspace: string, model: string): Promise<number> {
  const { rows } = await readJson<{ rows: { id: string }[] }>(workspace, `cache/embeddings/${model}.json`);
  const npy = await readFile(path.join(workspace, `.lexiclip/cache/embeddings/${model}.npy`));
  const { data, shape } = parse(npy.buffer.slice(npy.byteOffset, npy.byteOffset + npy.byteLength));
  const vectors = data as Float32Array;
  const dimension = shape[1] ?? NaN;
  const conceptOf = await conceptsById(workspace);
  const cosine = (a: number, b: number): number => {
    let sum = 0;
    for (let i = 0; i < dimension; i++)
      sum += (vectors[a * dimension + i] ?? NaN) * (vectors[b * dimension + i] ?? NaN);
    return sum;
  };
  const same = rows.filter(({ id }, row) => {
    const others = rows.map((_, other) => other).filter((other) => other !== row);
    const nearest = others.reduce((best, other) => (cosine(row, other) > cosine(row, best) ? other : best));
    return conceptOf.get(id) === conceptOf.get(rows[nearest]?.id ?? '');
  });
  return same.length / rows.length;
}

async function conceptsById(workspace: string): Promise<Map<string, string>> {
  const { concepts } = await readJson<{ concepts: string[] }>(workspace, 'collection.json');
  const entries = await Promise.all(
    concepts.map(async (concept) => {
      const { images } = await readJson<{ images: string[] }>(workspace, `concepts/${concept}/concept.json`);
      return images.map((id) => [id, concept] as const);
    }),
  );
  return new Map(entries.flat());
}
