import * as l10n from '@vscode/l10n';
import { BEST_RATING } from '../../src/core/collection/schema.ts';
import { arrowKeys, type KeyTable } from './chords.ts';

/** Wherever the focus is on the page, except where text is typed. */
export const pageKeys = {
  search: { keys: ['/'], does: () => l10n.t('Search') },
  gallery: { keys: ['g'], does: () => l10n.t('Open or close the gallery') },
  list: { keys: ['l'], does: () => l10n.t('Go to the list of images') },
  all: { keys: ['Mod+a'], does: () => l10n.t('Select all images that are shown') },
  invert: { keys: ['Mod+i'], does: () => l10n.t('Invert the selection') },
  undo: { keys: ['Mod+z'], does: () => l10n.t('Undo: selection, filters, movement of the map') },
  redo: { keys: ['Mod+Shift+z', 'Mod+y'], does: () => l10n.t('Redo') },
  keys: { keys: ['?'], does: () => l10n.t('Show this list') },
} satisfies KeyTable;

/** The same, for the selected images, or else the image that has the focus. */
export const curateKeys = {
  rate: { keys: Array.from({ length: BEST_RATING }, (_, at) => String(at + 1)), does: () => l10n.t('Rate') },
  unrate: { keys: ['Backspace'], does: () => l10n.t('Remove the rating') },
  tag: { keys: ['t'], does: () => l10n.t('Edit tags') },
} satisfies KeyTable;

/** Where tags are typed. */
export const tagFieldKeys = {
  take: { keys: ['Enter'], does: () => l10n.t('Add or remove the tags') },
} satisfies KeyTable;

export const mapKeys = {
  move: { keys: arrowKeys(), does: () => l10n.t('Move between images') },
  extend: { keys: arrowKeys('Shift+'), does: () => l10n.t('Move, and select on the way') },
  open: { keys: ['Enter'], does: () => l10n.t('Open the prompt as a preview') },
  pin: { keys: ['Shift+Enter', 'Mod+Enter'], does: () => l10n.t('Open the prompt and keep it open') },
  select: { keys: ['Space'], does: () => l10n.t('Select the image, or deselect it') },
  rotate: {
    keys: arrowKeys('Alt+'),
    does: () =>
      l10n.t('Rotate a map in space; on a plane, Left and Right go back and forward through opened images'),
  },
  zoomIn: { keys: ['+', '='], does: () => l10n.t('Zoom in') },
  zoomOut: { keys: ['-'], does: () => l10n.t('Zoom out') },
  reset: { keys: ['0'], does: () => l10n.t('Show everything') },
  leave: { keys: ['Escape'], does: () => l10n.t('Leave the image; again, clear the selection') },
} satisfies KeyTable;

/** On the map and in the gallery. */
export const menuKeys = {
  menu: { keys: ['Shift+F10', 'ContextMenu'], does: () => l10n.t('Open the menu of the image') },
} satisfies KeyTable;

const steps = [...arrowKeys(), 'PageUp', 'PageDown', 'Home', 'End'];

export const galleryKeys = {
  move: { keys: [...steps, 'Mod+Home', 'Mod+End'], does: () => l10n.t('Move between images') },
  extend: { keys: steps.map((key) => `Shift+${key}`), does: () => l10n.t('Move, and select on the way') },
  extendMore: {
    keys: steps.map((key) => `Mod+Shift+${key}`),
    does: () => l10n.t('The same, besides what is selected'),
  },
  enlarge: { keys: ['Enter'], does: () => l10n.t('Show the image large') },
  open: { keys: ['Shift+Enter'], does: () => l10n.t('Open the prompt as a preview') },
  pin: { keys: ['Mod+Enter'], does: () => l10n.t('Open the prompt and keep it open') },
  select: { keys: ['Space'], does: () => l10n.t('Select the image, or deselect it') },
  range: {
    keys: ['Shift+Space', 'Mod+Shift+Space'],
    does: () => l10n.t('Select from the last image to this one'),
  },
  all: { keys: ['Mod+a'], does: () => l10n.t('Select all images of the gallery') },
  leave: { keys: ['Escape'], does: () => l10n.t('Clear the selection; again, go back to the map') },
} satisfies KeyTable;

/** In the gallery as a list, besides those of the gallery. */
export const listKeys = {
  open: { keys: ['Enter'], does: () => l10n.t('Open the prompt as a preview') },
  enlarge: { keys: ['Shift+Enter'], does: () => l10n.t('Show the image large') },
  jump: {
    keys: ['Letter'],
    does: () => l10n.t('Go to the next image whose concept, or what it is sorted by, begins so'),
  },
} satisfies KeyTable;

/** While one image is shown large. */
export const largeKeys = {
  previous: { keys: ['ArrowLeft'], does: () => l10n.t('Previous image') },
  next: { keys: ['ArrowRight'], does: () => l10n.t('Next image') },
  first: { keys: ['Home'], does: () => l10n.t('First image') },
  last: { keys: ['End'], does: () => l10n.t('Last image') },
  close: { keys: ['Escape'], does: () => l10n.t('Close') },
} satisfies KeyTable;

export const searchKeys = {
  next: { keys: ['ArrowDown'], does: () => l10n.t('Next suggestion') },
  previous: { keys: ['ArrowUp'], does: () => l10n.t('Previous suggestion') },
  enter: { keys: ['Enter'], does: () => l10n.t('Take the suggestion, or search by meaning') },
  leave: {
    keys: ['Escape'],
    does: () => l10n.t('Close the suggestions; again, clear the search; again, go to the map'),
  },
} satisfies KeyTable;

/** In the panel of the clicked image. */
export const imagePanelKeys = {
  back: { keys: ['Alt+ArrowLeft'], does: () => l10n.t('Go back through opened images') },
  forward: { keys: ['Alt+ArrowRight'], does: () => l10n.t('Go forward') },
  close: { keys: ['Escape'], does: () => l10n.t('Close the panel') },
} satisfies KeyTable;

/** In toolbars and among choices, of which one is in the order of the Tab key. */
export const groupKeys = {
  next: { keys: ['ArrowRight', 'ArrowDown'], does: () => l10n.t('Next control or choice') },
  previous: { keys: ['ArrowLeft', 'ArrowUp'], does: () => l10n.t('Previous control or choice') },
  first: { keys: ['Home'], does: () => l10n.t('First') },
  last: { keys: ['End'], does: () => l10n.t('Last') },
} satisfies KeyTable;

/** In the legend and in lists of findings: from line to line; Tab goes through the buttons of a line. */
export const lineKeys = {
  next: { keys: ['ArrowDown'], does: () => l10n.t('Next line') },
  previous: { keys: ['ArrowUp'], does: () => l10n.t('Previous line') },
  first: { keys: ['Home'], does: () => l10n.t('First line') },
  last: { keys: ['End'], does: () => l10n.t('Last line') },
} satisfies KeyTable;

/** At the button that opens a menu, and in the menu. */
export const openMenuKeys = {
  next: { keys: ['ArrowDown'], does: () => l10n.t('Open the menu, or next entry') },
  previous: { keys: ['ArrowUp'], does: () => l10n.t('Open the menu, or previous entry') },
  first: { keys: ['Home'], does: () => l10n.t('First entry') },
  last: { keys: ['End'], does: () => l10n.t('Last entry') },
  close: { keys: ['Escape'], does: () => l10n.t('Close the menu') },
} satisfies KeyTable;

/** At the line between map and gallery. */
export const splitKeys = {
  move: { keys: arrowKeys(), does: () => l10n.t('Resize the gallery') },
  least: { keys: ['Home'], does: () => l10n.t('As small as it gets') },
  most: { keys: ['End'], does: () => l10n.t('As large as it gets') },
} satisfies KeyTable;

/** In panels and dialogs. */
export const closeKeys = { close: { keys: ['Escape'], does: () => l10n.t('Close') } } satisfies KeyTable;

/** Shortcuts of VS Code itself: package.json contributes them, and users may change them. */
export const editorKeys = {
  'lexiclip.openExplorer': { keys: ['Mod+k Alt+m'], does: () => l10n.t('Open the map and go to it') },
  'lexiclip.revealOnMap': {
    keys: ['Mod+k Alt+m'],
    does: () => l10n.t('In a prompt file: show its image on the map'),
  },
  'lexiclip.openGallery': { keys: ['Mod+k Alt+p'], does: () => l10n.t('Go to the gallery') },
  'lexiclip.openImageList': { keys: ['Mod+k Alt+i'], does: () => l10n.t('Go to the list of images') },
  'lexiclip.searchImages': { keys: ['Mod+k Alt+q'], does: () => l10n.t('Go to the search box') },
  'lexiclip.renameSelected': {
    keys: ['F2'],
    does: () => l10n.t('In the sidebar: rename the selected concept or cluster'),
  },
  'lexiclip.deleteSelected': {
    keys: ['Delete'],
    does: () => l10n.t('In the sidebar: delete the selected concept or map, or take out images'),
  },
} satisfies KeyTable;
