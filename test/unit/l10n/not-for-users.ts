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
  // In the files of maps: why which device, and what is not known of vectors that were made elsewhere.
  'src/core/exchange/import/stage.ts': ['An unknown model'],
  'src/core/exchange/import/stored-vectors.ts': ['another machine', 'computed elsewhere, read from {}'],
  'src/node/inference/embedder.ts': [
    'as chosen',
    'it is after the first {} images',
    'only {} images',
    'first that proved itself{}',
    'no GPU can be used on this platform',
    'no GPU can be used{}',
  ],
  'src/node/inference/endpoint-embedder.ts': ['{} at {}'],
  'src/node/inference/plan.ts': [
    'not measured: {}',
    'no way of running it was measured',
    '{} × {} threads, batch {}: {}/s',
    'fastest of those measured ({})',
  ],
  'src/node/inference/refusal.ts': [
    'its libraries are not installed',
    'no graphics adapter',
    'it crashed ({})',
  ],
  // Of the command line.
  'src/node/inference/devices.ts': ['any device'],
  'src/node/sources/open-source.ts': ['is needed with --source {}'],
  // Into the log.
  'src/node/addresses.ts': ['{} has an address in a private network'],
  'src/node/collection/collection-folder.ts': [
    'LexiCLIP may read the images in {} this time; it could not be kept ({}).',
  ],
  'src/node/inference/plan-chooser.ts': ['{} could not be written: {}'],
  'src/node/inference/process-worker.ts': ['{} Starting it again.'],
  'src/node/inference/process.ts': ['inference: {}'],
  // What formats and systems call so.
  'src/core/explore/page.ts': ['Explorer'],
  'src/node/http.ts': ['LexiCLIP/0.1 (VS Code extension)'],
  'src/node/images/exif-texts.ts': ['Make', 'Model', 'Software', 'Artist', 'Copyright'],
  'src/node/images/xmp-texts.ts': ['Bag', 'Seq'],
  'src/node/sources/walk-rules.ts': ['system volume information'],
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
  'webview/controls/scale-legend.ts': ['linear-gradient(to right, {})'],
  'webview/dom.ts': ['(prefers-reduced-motion: reduce)'],
  'webview/gallery/gallery-header.ts': ['codicon codicon-{}'],
  // The beginning of a key's name.
  'webview/scatter/keyboard.ts': ['Arrow'],
  'webview/theme.ts': ['(prefers-color-scheme: dark)'],
  'webview/scatter/painter.ts': ['10px system-ui, sans-serif'],
};

/** Lists of words for models and statistics, in the language of prompts. */
const wordLists = ['src/core/clusters/stop-words.ts', 'src/core/clusters/vocabulary.ts'];

/** Keys of tables: what people read for them is in the file behind. */
const keys: readonly string[] = [
  // fieldLabel in src/core/explore/field-label.ts
  ...[
    'src/core/compare/compared-image.ts',
    'src/core/compare/comparison.ts',
    'src/core/compare/prompt-text.ts',
  ],
  ...['src/core/explore/details.ts', 'src/core/explore/colouring.ts', 'webview/compare/compare-table.ts'],
  ...['webview/detail/image-parts.ts'],
  // stepLabel in src/core/explore/describe-state.ts
  'src/core/explore/describe-state.ts',
  // presetTitle in src/core/project/presets.ts
  'src/core/project/presets.ts',
  // printedOn in webview/keys/shown-keys.ts
  ...['webview/keys/chords.ts', 'webview/keys/shown-keys.ts', 'webview/keys/tables.ts'],
];
const keyTexts =
  /^(Prompt|Negative prompt|Model|Sampler|Scheduler|Steps|Guidance|Seed|Size|Tool|Date|Author|Licence|File|Source|Concept|Cluster|Tags|Rating|Embed and Map|Embed Only|Make Maps|Continue|Try Again|Cancel|Local|Global|Compact|Left|Right|Up|Down|Mod|Letter)$/;

/** HTML, SVG and headers. */
const markup = /^(<|[a-z]+-src |gzip, |application\/json, |system-ui, |Bearer )/;

/** Whether a text of the sources is not meant for users. @param at The file, and the line behind a colon. */
export function notForUsers(at: string, text: string): boolean {
  const file = at.replace(/:\d+$/, '');
  if (markup.test(text) || (wordLists.includes(file) && text.startsWith('\n'))) return true;
  if (keys.includes(file) && keyTexts.test(text)) return true;
  return names.includes(text) || (others[file]?.includes(text) ?? false);
}
