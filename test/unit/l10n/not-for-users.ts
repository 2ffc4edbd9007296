/** Names, which are the same in every language. */
const names = [
  'CLIP ViT-B/32',
  'MIT (OpenAI)',
  'Apple ML Research (not for commercial use)',
  'ResNet50 (ImageNet), a stand-in for CLIP',
  'Lexica',
  'Civitai',
  'Parquet',
  'JSON Lines',
  'Hugging Face ({})',
  'Hugging Face (DiffusionDB)',
  'CC BY-NC 4.0',
  'MIT (Microsoft)',
  'LexiCLIP: {}',
  'LexiCLIP. {}',
  'LexiCLIP: {}. {}',
  'Cmd',
  'Ctrl',
];

/** Texts that read like sentences or names for users, and are neither: what other programs, logs and developers read. */
const others: Readonly<Record<string, readonly string[]>> = {
  // Names of clusters in their file, and what models are asked.
  'src/core/clusters/naming.ts': ['like {}'],
  'src/core/clusters/vocabulary.ts': ['a picture of {}'],
  // By which vectors are kept.
  'src/core/embed/model-description.ts': [
    'shortest side {} {}, centre crop',
    'to {} square {}',
    'exif-rotate, rgb, on white, {}, mean/deviation {}, l2',
  ],
  // Words of the format of tokenizer.json.
  'src/core/embed/tokenizer-file.ts': [
    ...['Sequence', 'Lowercase', 'Replace', 'Prepend', 'Split', 'Removed', 'Isolated', 'Metaspace'],
  ],
  // Into the log.
  'src/core/fetch/dataset-viewer.ts': ['rows without an image'],
  'src/core/fetch/hugging-face.ts': [
    '{} has no search index at hand ({}); its rows are looked through instead',
  ],
  'src/vscode/api/api-arguments.ts': ['not as documented'],
  'src/vscode/api/public-api.ts': [
    'There is no version {} of LexiCLIP’s API.',
    'No workspace folder has that address.',
    'The folder has no collection.',
  ],
  // What a run said, kept in the window's memory.
  'src/vscode/embedding-device.ts': ['as chosen'],
  // Into the log.
  'src/vscode/explorer/panel.ts': [
    'The explorer sent something unknown: {}',
    'The explorer asked for what cannot be: {}',
    'The explorer page: {}',
  ],
  'src/vscode/tree/tree-selection.ts': ['What is selected in the sidebar cannot be read: {}'],
  // The name of a concept, in its file.
  'src/vscode/commands/explore-more.ts': ['like {}'],
  // What the settings are searched for.
  'src/vscode/remedies.ts': ['lexiclip endpoint'],
  // Parts of what menus go by.
  'src/vscode/tree/items.ts': ['File', 'Map'],
  'webview/compare/compare-table.ts': ['Cluster'],
  'webview/controls/scale-legend.ts': ['linear-gradient(to right, {})'],
  'webview/dom.ts': ['(prefers-reduced-motion: reduce)'],
  'webview/gallery/gallery-header.ts': ['codicon codicon-{}'],
  // The beginning of a key's name.
  'webview/scatter/keyboard.ts': ['Arrow'],
  'webview/scatter/painter.ts': ['10px system-ui, sans-serif'],
};

/** Lists of words for models and statistics, in the language of prompts. */
const wordLists = ['src/core/clusters/stop-words.ts', 'src/core/clusters/vocabulary.ts'];

/** Parts whose texts are English so far. */
const notYet =
  /^(src\/(core\/(explore|exchange|compare|search|project)|node|protocol)|webview\/(keys|map-form))\//;

/** Whether a text of the sources is not meant for users. @param at The file, and the line behind a colon. */
export function notForUsers(at: string, text: string): boolean {
  const file = at.replace(/:\d+$/, '');
  if (notYet.test(file) || (wordLists.includes(file) && text.startsWith('\n'))) return true;
  return names.includes(text) || (others[file]?.includes(text) ?? false);
}
