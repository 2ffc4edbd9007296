import type { ProjectionRequest } from '../core/ports.ts';

/** What the projection thread answers. */
export interface ProjectionMethods {
  project: {
    params: ProjectionRequest & { readonly method: 'umap' | 'tsne' };
    /** Row-major [n, 2]. */
    result: Float64Array;
    event: { readonly done: number; readonly total: number };
  };
}
