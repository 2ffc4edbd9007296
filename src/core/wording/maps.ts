import * as l10n from '@vscode/l10n';
import type { Sentences } from './sentences.ts';

/** Maps and clusters that are not there, or cannot be made or measured. */
export const mapSentences = {
  'no-vectors': () => l10n.t('There are no vectors to project. Embed the images first.'),
  'projection-failed': (failure) => l10n.t('{method} could not lay out the images ({detail}).', failure),
  'clustering-failed': (failure) => l10n.t('The images could not be clustered ({detail}).', failure),
  'no-maps': () => l10n.t('There is no map yet. Explore some concepts first.'),
  'one-map-only': () => l10n.t('There is one map only. Make another one to compare it with.'),
  'nothing-outdated': () => l10n.t('Every map shows the images that the collection has.'),
  'no-such-map': (failure) => l10n.t('There is no map “{name}”. Make one first, or check the name.', failure),
  'map-elsewhere': (failure) =>
    l10n.t(
      '{path} belongs to a collection that is not open in this window. Open the folder that holds its .lexiclip folder.',
      failure,
    ),
  'earlier-map': (failure) =>
    l10n.t(
      'This is an earlier version of {path}, not the map as it is now. Show who moved since then, or open it as text.',
      failure,
    ),
  'no-earlier-map': ({ path, version, detail }) =>
    detail === undefined
      ? l10n.t('{version} has no {path}, so there is nothing to compare the map with.', { version, path })
      : l10n.t('{path} in {version} cannot be read ({detail}), so the map cannot be compared with it.', {
          path,
          version,
          detail,
        }),
  'no-git': (failure) => l10n.t('Git cannot be asked for the earlier map: {detail}.', failure),
  'imported-map': (failure) =>
    l10n.t(
      'The map “{name}” was laid out elsewhere, so it cannot be computed here. Import it again, or make a new map.',
      failure,
    ),
  'not-measurable': (failure) =>
    l10n.t(
      '{method} cannot be run from other starts, so its stability cannot be measured. UMAP and t-SNE can.',
      failure,
    ),
  'outdated-map': (failure) =>
    l10n.t(
      'The map “{name}” is of other images than the collection has now. Rerun it, then measure it.',
      failure,
    ),
  'damaged-map': (failure) =>
    l10n.t('The map {name} is damaged ({path}: {detail}). Compute it again to replace it.', failure),
  'no-clusters': () =>
    l10n.t(
      'There are no clusters yet. They come with the maps: explore some concepts, or run “lexiclip clusters”.',
    ),
  'no-such-cluster': (failure) =>
    l10n.t(
      'There is no cluster “{cluster}” any more, or there never was. Look at the list of clusters again.',
      failure,
    ),
} satisfies Partial<Sentences>;
