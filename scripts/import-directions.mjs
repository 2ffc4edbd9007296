/*
 * Who may import whom: the picture in CONTRIBUTING.md. ESLint's zones are made of it, and test/unit/imports.test.ts holds
 * every import against it.
 */

/** What all of the core builds on; here, and only here, those of one row import each other. */
const bottom = [
  ...[
    'bytes.ts',
    'clock.ts',
    'concepts.ts',
    'errors.ts',
    'image-name.ts',
    'image-type.ts',
    'logger.ts',
    'plain-text.ts',
  ],
  ...[
    'counted.ts',
    'describe-progress.ts',
    'language.ts',
    'platform.d.ts',
    'random.ts',
    'remaining-time.ts',
    'sha256.ts',
    'shuffled.ts',
    'signal.ts',
    'skipped.ts',
    'wasm-memory.ts',
  ],
  ...['wording.ts', 'wording'],
];

/** The core: each may import all that stands in rows before its own. */
const coreRows = [
  bottom,
  ['collection'],
  ['reports.ts', 'metadata'],
  ['fetch', 'embed', 'neighbours'],
  ['project', 'search', 'curate'],
  ['clusters'],
  ['explore', 'pipeline.ts'],
  ['compare', 'exchange'],
  ['assistant'],
].map((row) => row.map((name) => `src/core/${name}`));

const core = coreRows.flatMap((row, at) =>
  row.map((place) => [place, coreRows.slice(0, Math.max(at, 1)).flat()]),
);

const around = {
  'src/protocol': ['src/core'],
  'src/node': ['src/core', 'src/protocol'],
  'src/workers': ['src/core', 'src/protocol', 'src/node'],
  'src/wasm': [],
  'src/vscode': ['src/core', 'src/protocol', 'src/node'],
  'src/extension.ts': ['src/core', 'src/protocol', 'src/node', 'src/vscode'],
  'src/cli': ['src/core', 'src/node'],
  'src/cli.ts': ['src/core', 'src/node', 'src/cli'],
  webview: ['src/core', 'src/protocol'],
};

/** For each file or folder, from the repository's root: what it may import, itself included. */
export const mayImport = Object.fromEntries(
  [...core, ...Object.entries(around)].map(([place, others]) => [place, [...new Set([place, ...others])]]),
);
