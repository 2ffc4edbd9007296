import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { LexiclipApi, LexiclipApiError, LexiclipExports } from '../../src/vscode/api/lexiclip-api.ts';
import type { Answer, Call } from './calls.ts';

/*
 * An extension of the tests: it does what a chat does when its model asks for a tool, and what an extension does that uses our
 * API. `calls.json` of the workspace has the calls; the answers come into `answers.json`. `caller-is-ready` says that the command
 * is known.
 */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const api = vscode.extensions.getExtension<LexiclipExports>('lexiclip.lexiclip')?.exports.getApi(1);
  const events: string[] = [];
  api?.onDidChangeSelection(
    (event) => events.push(`selection ${event.folder}`),
    undefined,
    context.subscriptions,
  );
  api?.onDidChangeCollection((event) => events.push(`collection ${event.folder}`));
  const run = async (): Promise<void> => {
    const calls = JSON.parse(await readFile(join(folder, 'calls.json'), 'utf8')) as Call[];
    const answers: Answer[] = [];
    for (const call of calls) answers.push('name' in call ? await callTool(call) : await callApi(call));
    await writeFile(join(folder, 'answers.tmp'), JSON.stringify(answers));
    await rename(join(folder, 'answers.tmp'), join(folder, 'answers.json'));
  };

  async function callApi({ api: method, given }: Extract<Call, { api: unknown }>): Promise<Answer> {
    if (method === 'events') return { value: events.splice(0) };
    try {
      const calls = api as unknown as Record<keyof LexiclipApi, (...given: unknown[]) => Promise<unknown>>;
      return { value: await calls[method](...given) };
    } catch (error) {
      return { error: String(error), code: (error as LexiclipApiError).code };
    }
  }

  context.subscriptions.push(vscode.commands.registerCommand('lexiclipTests.call', run));
  await writeFile(join(folder, 'caller-is-ready'), '');
}

async function callTool({ name, input }: Extract<Call, { name: unknown }>): Promise<Answer> {
  try {
    const { content } = await vscode.lm.invokeTool(name, { toolInvocationToken: undefined, input });
    const [text] = content.map((part) =>
      part instanceof vscode.LanguageModelTextPart ? part.value : undefined,
    );
    return { text, parts: content.length };
  } catch (error) {
    return { error: String(error) };
  }
}
