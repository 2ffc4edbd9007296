/** Columns by the names that they usually have; of several, the first of these counts. */
export interface KnownColumns {
  readonly id: string | undefined;
  readonly vector: string | undefined;
  readonly x: string | undefined;
  readonly y: string | undefined;
  readonly z: string | undefined;
}

/** Ours, Embedding Atlas', clip-retrieval's and those of umap-learn's and cuML's examples. */
const NAMES = {
  id: ['id', 'image_id', 'key', 'file_name', 'image_path', 'path', 'image'],
  vector: ['vector', 'embedding', 'embeddings', 'image_embedding', 'clip_embedding'],
  x: ['projection_x', 'x', 'umap_x', 'tsne_x', 'x0'],
  y: ['projection_y', 'y', 'umap_y', 'tsne_y', 'x1'],
  z: ['projection_z', 'z', 'umap_z', 'tsne_z', 'x2'],
} as const satisfies Readonly<Record<keyof KnownColumns, readonly string[]>>;

export function knownColumns(names: readonly string[]): KnownColumns {
  const first = (wanted: readonly string[]): string | undefined =>
    wanted.map((name) => names.find((one) => one.toLowerCase() === name)).find((name) => name !== undefined);
  const x = first(NAMES.x);
  // The three belong together: of `umap_x` and `tsne_y` there is no map.
  const at = NAMES.x.findIndex((name) => name === x?.toLowerCase());
  const sibling = (of: readonly string[]): string | undefined => first([of[at] ?? '']);
  return { id: first(NAMES.id), vector: first(NAMES.vector), x, y: sibling(NAMES.y), z: sibling(NAMES.z) };
}
