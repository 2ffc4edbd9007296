import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'vitest';
import { conceptSlug } from '../../src/core/collection/paths.ts';
import type { ConceptFile, ProjectionFile, PromptFile } from '../../src/core/collection/schema.ts';
import { collectionFiles, readJson } from './cli.ts';
import { readVectors } from './vectors.ts';

/** Everything below the collection's folder, with a digest of each file. */
export async function digests(workspace: string): Promise<Record<string, string>> {
  const folder = path.join(workspace, '.lexiclip');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry): Promise<[string, string]> => {
      const file = path.join(entry.parentPath, entry.name);
      const digest = entry.isFile()
        ? createHash('sha256')
            .update(await readFile(file))
            .digest('hex')
        : 'no file';
      return [path.relative(folder, file), digest];
    }),
  );
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What only a run that goes on may have in a collection. */
async function leftovers(workspace: string): Promise<string[]> {
  const files = await collectionFiles(workspace);
  return files.filter((file) => /^cache\/(tmp|set-aside)\/|\.tmp$|journal|lock/.test(file));
}

/** That a collection is whole: these concepts, each image with all that belongs to it, and nothing beside. */
export async function expectWhole(
  workspace: string,
  expected: {
    readonly concepts: Readonly<Record<string, readonly string[]>>;
    /** By image id, as a run alone computes them; without it, vectors are not looked at. */
    readonly vectors?: ReadonlyMap<string, Float32Array>;
    readonly maps?: readonly string[];
  },
): Promise<void> {
  const { concepts: names } = await readJson<{ concepts: string[] }>(workspace, 'collection.json');
  expect([...names].sort()).toEqual(Object.keys(expected.concepts).sort());
  const ids = new Set<string>();
  for (const [name, images] of Object.entries(expected.concepts)) {
    const slug = conceptSlug(name);
    const concept = await readJson<ConceptFile>(workspace, `concepts/${slug}/concept.json`);
    expect(concept.images).toEqual(images);
    expect(concept.missing).toEqual([]);
    for (const id of images) {
      ids.add(id);
      const { lexiclip } = await readJson<PromptFile>(workspace, `concepts/${slug}/${id}.json`);
      const image = await readFile(path.join(workspace, '.lexiclip', lexiclip.image));
      expect(createHash('sha256').update(image).digest('hex')).toBe(lexiclip.sha256);
    }
  }
  const { vectors, maps = [] } = expected;
  if (vectors !== undefined) await expectVectors(workspace, [...ids], vectors);
  for (const map of maps) {
    const { points } = await readJson<ProjectionFile>(workspace, `projections/${map}.json`);
    expect(points.map(({ id }) => id).sort()).toEqual([...ids].sort());
  }
  expect(await leftovers(workspace)).toEqual([]);
}

/** That each image has the vector, bit for bit, that it has where a run was alone. */
async function expectVectors(
  workspace: string,
  ids: readonly string[],
  alone: ReadonlyMap<string, Float32Array>,
): Promise<void> {
  const vectors = await readVectors(workspace, 'resnet50-imagenet');
  expect([...vectors.keys()].sort()).toEqual([...ids].sort());
  const wrong = ids.filter((id) => vectors.get(id)?.join() !== alone.get(id)?.join());
  expect(wrong).toEqual([]);
}
