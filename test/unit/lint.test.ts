import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** The rules that `code`, planted in the place of an existing file, breaks. */
async function brokenRules(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await new ESLint({ cwd: root }).lintText(code, { filePath: path.join(root, file) });
  return result?.messages.map(({ ruleId }) => ruleId) ?? [];
}

const DIRECTION = 'import-x/no-restricted-paths';
const PACKAGE = '@typescript-eslint/no-restricted-imports';

describe('the directions of imports', { timeout: 60_000 }, () => {
  it.each([
    ['src/core/concepts.ts', '../node/clock.ts', DIRECTION],
    ['src/core/concepts.ts', '../protocol/rpc.ts', DIRECTION],
    ['src/core/concepts.ts', 'node:fs', PACKAGE],
    ['src/core/concepts.ts', 'vscode', PACKAGE],
    ['src/core/errors.ts', './collection/schema.ts', DIRECTION],
    ['src/core/wording.ts', './reports.ts', DIRECTION],
    ['src/core/collection/neighbours.ts', '../neighbours/exact.ts', DIRECTION],
    ['src/core/collection/schema.ts', '../reports.ts', DIRECTION],
    ['src/core/reports.ts', './fetch/stage.ts', DIRECTION],
    ['src/core/fetch/stage.ts', '../embed/stage.ts', DIRECTION],
    ['src/core/embed/thumbnails.ts', '../fetch/source.ts', DIRECTION],
    ['src/core/neighbours/quality.ts', '../project/parameters.ts', DIRECTION],
    ['src/core/neighbours/findings-stage.ts', '../search/query.ts', DIRECTION],
    ['src/core/project/tsne/run.ts', '../../search/query.ts', DIRECTION],
    ['src/core/search/stage.ts', '../explore/map.ts', DIRECTION],
    ['src/core/explore/map.ts', '../pipeline.ts', DIRECTION],
    ['src/node/clock.ts', '../workers/inference.ts', DIRECTION],
    ['src/node/clock.ts', '../cli/program.ts', DIRECTION],
    ['src/node/clock.ts', 'onnxruntime-node', PACKAGE],
    ['src/workers/inference/probe.ts', 'onnxruntime-node', PACKAGE],
    ['scripts/build.ts', 'onnxruntime-node', PACKAGE],
    ['test/fakes/inference-server.ts', 'onnxruntime-node', PACKAGE],
    ['src/node/clock.ts', 'vscode', PACKAGE],
    ['src/cli/program.ts', '../workers/projection.ts', DIRECTION],
    ['src/protocol/rpc.ts', '../node/clock.ts', DIRECTION],
    ['webview/main.ts', '../src/node/clock.ts', DIRECTION],
    ['src/core/concepts.ts', '../../test/fakes/memory-store.ts', DIRECTION],
  ])('in %s, importing %s breaks %s', async (file, imported, rule) => {
    expect(
      await brokenRules(file, `import * as planted from '${imported}';\n\nexport const kept = planted;\n`),
    ).toContain(rule);
  });

  it.each([
    ['src/core/wording.ts', './plain-text.ts'],
    ['src/core/search/stage.ts', '../neighbours/hit.ts'],
    ['src/core/project/tsne/run.ts', '../parameters.ts'],
    ['src/core/pipeline.ts', './project/stage.ts'],
    ['src/node/clock.ts', '../core/errors.ts'],
    ['src/workers/inference.ts', '../node/rpc/serve.ts'],
    ['webview/main.ts', '../src/core/explore/map.ts'],
  ])('in %s, importing %s is allowed', async (file, imported) => {
    const rules = await brokenRules(
      file,
      `import * as planted from '${imported}';\n\nexport const kept = planted;\n`,
    );
    expect(rules).not.toContain(DIRECTION);
    expect(rules).not.toContain(PACKAGE);
  });
});

describe('onnxruntime, which has telemetry', { timeout: 60_000 }, () => {
  it.each([
    ['test/bench/quality.ts', `require('onnxruntime-node')`],
    ['scripts/build.ts', `createRequire(import.meta.url)('onnxruntime-node')`],
    ['src/workers/inference/probe.ts', `await import('onnxruntime-node')`],
  ])('in %s, %s is refused: only its loader may', async (file, loading) => {
    expect(await brokenRules(file, `export const planted = ${loading};\n`)).toContain('no-restricted-syntax');
  });

  it('may lend its types to all but the core', async () => {
    const code = `import type * as Ort from 'onnxruntime-node';\n\nexport type Planted = Ort.Tensor;\n`;
    expect(await brokenRules('test/bench/quality.ts', code)).toEqual([]);
  });
});

describe('texts for VS Code', { timeout: 60_000 }, () => {
  const TEXT = 'no-restricted-syntax';

  it.each([
    ['src/vscode/errors.ts', `void vscode.window.showErrorMessage('planted');`],
    ['src/vscode/commands/new-map.ts', `void vscode.window['showInformationMessage']('planted');`],
    ['src/extension.ts', `const { showWarningMessage } = vscode.window; void showWarningMessage('planted');`],
    ['src/vscode/messages.ts', `vscode.window.createQuickPick().show();`],
    ['src/vscode/tree/collection-tree.ts', `export const planted = new vscode.TreeItem('planted');`],
  ])('in %s, %s is refused', async (file, code) => {
    expect(await brokenRules(file, `import * as vscode from 'vscode';\n\n${code}\n`)).toContain(TEXT);
  });

  it('go through the module that makes them plain', async () => {
    const code = `import * as vscode from 'vscode';\n\nvoid vscode.window.showErrorMessage('planted');\n`;
    expect(await brokenRules('src/vscode/messages.ts', code)).not.toContain(TEXT);
  });
});
