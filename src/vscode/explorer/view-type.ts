/** The explorer's view type: also in package.json's activation events, and in what VS Code restores. */
export const EXPLORER_VIEW_TYPE = 'lexiclip.explorer';
/** That of a map's file (`customEditors` in package.json). */
export const MAP_EDITOR_VIEW_TYPE = 'lexiclip.map';
/** That of two versions of a map. */
export const MOVED_VIEW_TYPE = 'lexiclip.moved';
