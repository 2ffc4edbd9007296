import * as l10n from '@vscode/l10n';
import type { KeyTable } from './chords.ts';
import {
  closeKeys,
  curateKeys,
  editorKeys,
  galleryKeys,
  groupKeys,
  imagePanelKeys,
  largeKeys,
  lineKeys,
  listKeys,
  mapKeys,
  menuKeys,
  openMenuKeys,
  pageKeys,
  searchKeys,
  splitKeys,
  tagFieldKeys,
} from './tables.ts';

/** Where keys work. */
export interface KeyArea {
  readonly title: string;
  readonly tables: readonly KeyTable[];
}

/** All keys of the page, by area. @param isInEditor Whether the page is in VS Code, and not an exported one. */
export function keyAreas(isInEditor: boolean): readonly KeyArea[] {
  return [
    { title: l10n.t('Everywhere on the page'), tables: [pageKeys] },
    ...(isInEditor ? [{ title: l10n.t('Rating and tags'), tables: [curateKeys, tagFieldKeys] }] : []),
    { title: l10n.t('Map'), tables: [mapKeys, ...(isInEditor ? [menuKeys] : [])] },
    { title: l10n.t('Gallery'), tables: [galleryKeys, ...(isInEditor ? [menuKeys] : [])] },
    { title: l10n.t('Gallery as a list'), tables: [listKeys] },
    { title: l10n.t('Large image'), tables: [largeKeys] },
    { title: l10n.t('Search box'), tables: [searchKeys] },
    { title: l10n.t('Clicked image'), tables: [imagePanelKeys] },
    { title: l10n.t('Toolbars, choices and tabs'), tables: [groupKeys] },
    { title: l10n.t('Legend and findings'), tables: [lineKeys] },
    { title: l10n.t('Menus'), tables: [openMenuKeys] },
    { title: l10n.t('Line between map and gallery'), tables: [splitKeys] },
    { title: l10n.t('Other panels and dialogs'), tables: [closeKeys] },
    ...(isInEditor
      ? [{ title: l10n.t('VS Code (in Keyboard Shortcuts you can change them)'), tables: [editorKeys] }]
      : []),
  ];
}
