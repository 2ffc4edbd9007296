import * as l10n from '@vscode/l10n';
import { PREVIEW, type ExplorerMap, type ProjectionView } from '../../src/core/explore/map.ts';
import { Last } from '../last.ts';

interface Replaced {
  readonly view: ProjectionView;
  /** The images in the order of its rows. */
  readonly ids: readonly string[];
}

/** Maps as they were before they were computed again, while the page is open: what changed can be looked at. */
export class ReplacedMaps {
  readonly #byName = new Map<string, Replaced>();
  readonly #views = new Last<readonly ProjectionView[]>();

  /** Keeps what a new state of the collection replaces. */
  remember(before: ExplorerMap | undefined, now: ExplorerMap): void {
    for (const view of before?.projections ?? []) {
      const next = now.projections.find(({ name }) => name === view.name);
      const isReplaced = next !== undefined && next.createdAt !== view.createdAt && next.xy !== view.xy;
      if (isReplaced && view.name !== PREVIEW && before !== undefined)
        this.#byName.set(view.name, { view, ids: before.images.ids });
    }
  }

  /** The maps of before, aligned with the images that there are now. */
  on(map: ExplorerMap): readonly ProjectionView[] {
    const replaced = [...this.#byName.values()].filter(({ view: { name } }) =>
      map.projections.some((now) => now.name === name),
    );
    return this.#views.of([map.images.ids, replaced.length, ...replaced.map(({ view }) => view)], () =>
      replaced.map((one) => alignedWith(map.images.ids, one)),
    );
  }
}

function alignedWith(ids: readonly string[], { view, ids: before }: Replaced): ProjectionView {
  // No projection's name has a slash: it is a file's.
  const named = { ...view, name: `before/${view.name}`, title: l10n.t('{0}, before', view.title) };
  if (before === ids) return named;
  const { xy, depth, distortion, ...header } = named;
  const rows = new Map(before.map((id, row) => [id, row]));
  const column = (values: Float32Array, width: number): Float32Array => {
    const aligned = new Float32Array(ids.length * width).fill(NaN);
    for (const [row, id] of ids.entries()) {
      const from = rows.get(id);
      if (from !== undefined) aligned.set(values.subarray(from * width, (from + 1) * width), row * width);
    }
    return aligned;
  };
  return {
    ...header,
    xy: column(xy, 2),
    ...(depth === undefined ? {} : { depth: column(depth, 1) }),
    ...(distortion === undefined ? {} : { distortion: column(distortion, 1) }),
  };
}
