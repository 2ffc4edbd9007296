import * as l10n from '@vscode/l10n';
import type { GallerySource, Shown } from '../../src/core/explore/gallery-source.ts';

function nothingIn(source: GallerySource): string {
  switch (source) {
    case 'selection':
      return l10n.t(
        'No image is selected. Select images on the map or in the sidebar, or here: press Space, or click with Ctrl or Shift.',
      );
    case 'hits':
      return l10n.t(
        'Nothing was found yet. Search the images, or find outliers or duplicates: what is found shows here.',
      );
    case 'view':
      return l10n.t('No image is in view. Press 0 on the map to see all of it.');
  }
}

/** Why a gallery shows nothing, and what would change it. */
export function whyEmpty(source: GallerySource, { hits, selected }: Shown): string {
  const picked = { selection: selected.size, hits: hits?.ids.length ?? 0, view: 0 }[source];
  if (picked > 0) return l10n.t('These images are on no map yet, or left out by the settings lexiclip.show.');
  return source === 'hits' && hits !== undefined
    ? l10n.t('Nothing was found: {0}', hits.title)
    : nothingIn(source);
}
