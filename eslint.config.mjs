import { fileURLToPath } from 'node:url';
import { defineConfig } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import { mayImport } from './scripts/import-directions.mjs';

/** Who may import whom, checked. `from` may not be imported by `target`, but for `except`, which is relative to it. */
const zones = [
  ...Object.entries(mayImport).map(([place, allowed]) => ({
    target: `./${place}`,
    from: './src',
    except: allowed.flatMap((path) => (path.startsWith('src/') ? `./${path.slice(4)}` : [])),
  })),
  { target: './src', from: './webview' },
  { target: ['./src', './webview'], from: ['./test', './scripts'] },
].map((zone) => ({ ...zone, message: 'This import goes against the directions in CONTRIBUTING.md.' }));

/** Packages that only some folders may import. */
const restricted = (...groups) => ({
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {
      patterns: groups.map(([group, message, allowTypeImports = false]) => ({
        group,
        message,
        allowTypeImports,
      })),
    },
  ],
});
const vscodeOnly = [['vscode'], 'Only src/vscode and src/extension.ts import vscode.'];
const ortMessage =
  'Only src/workers/inference/load-onnxruntime.ts loads onnxruntime-node: it turns telemetry off first.';
const ortOnly = [['onnxruntime-node'], ortMessage, true];
const ortAsked = ':matches(CallExpression, ImportExpression) > Literal[value=/^onnxruntime-node/]';
const nodeOnly = [
  ['node:*', 'sharp', 'undici', 'onnxruntime-*'],
  'No Node here: add a port, an interface beside the stage that uses it.',
];

/** The members of VS Code's API that take texts, and the one module that calls each and makes texts of others plain. */
const textModules = {
  'src/vscode/messages.ts': ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'],
  'src/vscode/progress.ts': ['withProgress'],
  'src/vscode/quick-input.ts': ['createQuickPick', 'showQuickPick', 'createInputBox', 'showInputBox'],
  'src/vscode/log.ts': ['createOutputChannel'],
  'src/vscode/status-bar.ts': ['createStatusBarItem'],
  'src/vscode/tree/items.ts': ['TreeItem'],
};
const textsOnlyThrough = (modules) => ({
  'no-restricted-syntax': [
    'error',
    { selector: ortAsked, message: ortMessage },
    ...modules.flatMap((module) => {
      const names = `/^(${textModules[module].join('|')})$/`;
      return ['MemberExpression[property.name=', 'MemberExpression[property.value=', 'Property[key.name=']
        .map((selector) => `${selector}${names}]`)
        .map((selector) => ({ selector, message: `Use ${module}: it makes texts of others plain.` }));
    }),
  ],
});

export default defineConfig(
  { ignores: ['dist', 'build', 'webview/dist', 'media', 'demo', 'test-results', 'node_modules', 'src/wasm'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.mjs', 'scripts/*.mjs'] },
        tsconfigRootDir: fileURLToPath(new URL('.', import.meta.url)),
      },
    },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A number in a sentence and a callback in one line read well as they are.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', { selector: ortAsked, message: ortMessage }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-unresolved': ['error', { ignore: ['^vscode$'] }],
      'import-x/order': ['error', { alphabetize: { order: 'asc' }, 'newlines-between': 'never' }],
    },
  },
  { rules: restricted(ortOnly) },
  { files: ['src/core/**', 'src/protocol/**', 'webview/**'], rules: restricted(vscodeOnly, nodeOnly) },
  { files: ['src/node/**', 'src/cli.ts', 'src/cli/**'], rules: restricted(vscodeOnly, ortOnly) },
  { files: ['src/workers/**'], rules: restricted(vscodeOnly, ortOnly) },
  { files: ['src/workers/inference/load-onnxruntime.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['src/vscode/**', 'src/extension.ts'], rules: restricted(ortOnly) },
  { files: ['src/vscode/**', 'src/extension.ts'], rules: textsOnlyThrough(Object.keys(textModules)) },
  ...Object.keys(textModules).map((own) => ({
    files: [own],
    rules: textsOnlyThrough(Object.keys(textModules).filter((other) => other !== own)),
  })),
  { files: ['eslint.config.mjs', 'vitest*.config.ts'], rules: { 'import-x/no-default-export': 'off' } },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
  prettier,
);
