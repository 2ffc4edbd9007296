import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';

/*
 * An extension of the tests: it does what a chat does when its model asks for a tool. The calls are in `calls.json` of the
 * workspace, `[{name, input}]`; the answers come into `answers.json`. `caller-is-ready` says that the command is known.
 */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const run = async (): Promise<void> => {
    const calls = JSON.parse(await readFile(join(folder, 'calls.json'), 'utf8')) as {
      name: string;
      input: object;
    }[];
    const answers: object[] = [];
    for (const { name, input } of calls) answers.push(await call(name, input));
    await writeFile(join(folder, 'answers.tmp'), JSON.stringify(answers));
    await rename(join(folder, 'answers.tmp'), join(folder, 'answers.json'));
  };
  context.subscriptions.push(vscode.commands.registerCommand('lexiclipTests.callTools', run));
  await writeFile(join(folder, 'caller-is-ready'), '');
}

async function call(name: string, input: object): Promise<object> {
  try {
    const { content } = await vscode.lm.invokeTool(name, { toolInvocationToken: undefined, input });
    const texts = content.map((part) =>
      part instanceof vscode.LanguageModelTextPart ? part.value : undefined,
    );
    return { text: texts[0], parts: content.length };
  } catch (error) {
    return { error: String(error) };
  }
}
