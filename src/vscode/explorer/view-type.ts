/** The explorer's view type: also in package.json's activation events, and in what VS Code restores. */
export const EXPLORER_VIEW_TYPE = 'lexiclip.explorer';
