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
    { title: 'Everywhere on the page', tables: [pageKeys] },
    ...(isInEditor ? [{ title: 'Rating and tags', tables: [curateKeys, tagFieldKeys] }] : []),
    { title: 'Map', tables: [mapKeys, ...(isInEditor ? [menuKeys] : [])] },
    { title: 'Gallery', tables: [galleryKeys, ...(isInEditor ? [menuKeys] : [])] },
    { title: 'Gallery as a list', tables: [listKeys] },
    { title: 'Large image', tables: [largeKeys] },
    { title: 'Search box', tables: [searchKeys] },
    { title: 'Clicked image', tables: [imagePanelKeys] },
    { title: 'Toolbars, choices and tabs', tables: [groupKeys] },
    { title: 'Legend and findings', tables: [lineKeys] },
    { title: 'Menus', tables: [openMenuKeys] },
    { title: 'Line between map and gallery', tables: [splitKeys] },
    { title: 'Other panels and dialogs', tables: [closeKeys] },
    ...(isInEditor
      ? [{ title: 'VS Code (in Keyboard Shortcuts you can change them)', tables: [editorKeys] }]
      : []),
  ];
}
