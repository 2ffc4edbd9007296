import * as vscode from 'vscode';
import { picturesOf } from '../../core/assistant/pictures.ts';
import type { AssistantHost, AssistantTool, ToolAnswer } from '../../core/assistant/tool.ts';
import { assistantTools } from '../../core/assistant/tools.ts';
import { LexiclipError } from '../../core/errors.ts';
import type { LongTask } from '../../core/signal.ts';
import { describeError } from '../../core/wording.ts';
import type { Lexiclip } from '../../node/lexiclip.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { folderWithCollection } from './folder-with-collection.ts';

/** Editors from 1.105 on show pictures in what a tool answers; older ones have no class for that. */
interface WithPictures {
  readonly LanguageModelDataPart?: { image(data: Uint8Array, mimeType: string): object };
}

/** Offers the collection to the editor's language models. What writes or connects asks the user before. */
export function registerLanguageModelTools(sessions: FolderSessions): vscode.Disposable {
  return vscode.Disposable.from(
    ...assistantTools.map((tool) =>
      vscode.lm.registerTool<object>(tool.name, {
        prepareInvocation: ({ input }) => prepare(tool, input),
        invoke: ({ input }, token) => invoke(sessions, tool, input, token),
      }),
    ),
  );
}

function prepare(tool: AssistantTool, input: object): vscode.PreparedToolInvocation {
  const invocationMessage = tool.describe(input);
  if (!tool.writes) return { invocationMessage };
  return { invocationMessage, confirmationMessages: { title: tool.title, message: invocationMessage } };
}

async function invoke(
  sessions: FolderSessions,
  tool: AssistantTool,
  input: object,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  if (!vscode.workspace.isTrusted) throw refusal(new LexiclipError({ kind: 'restricted-mode' }));
  const controller = new AbortController();
  const cancelling = token.onCancellationRequested(() => controller.abort());
  const task: LongTask = { signal: controller.signal, onProgress: () => undefined };
  const session = await folderWithCollection(sessions);
  try {
    if (session === undefined) throw new LexiclipError({ kind: 'no-workspace' });
    const { result, images } = await answer(session, tool, input, task);
    const pictures = await picturesOf(images, session.collection);
    const { LanguageModelDataPart } = vscode as WithPictures;
    const parts = pictures.flatMap((bytes) => LanguageModelDataPart?.image(bytes, 'image/webp') ?? []);
    const text = new vscode.LanguageModelTextPart(JSON.stringify(result));
    return new vscode.LanguageModelToolResult([text, ...(parts as vscode.LanguageModelTextPart[])]);
  } catch (error) {
    throw refusal(error);
  } finally {
    cancelling.dispose();
  }
}

/** What writes is a run like any other: shown with progress, and one at a time. */
async function answer(
  session: FolderSession,
  tool: AssistantTool,
  input: object,
  task: LongTask,
): Promise<ToolAnswer> {
  if (tool.writes) {
    const done = await session.run('LexiCLIP', (lexiclip, running) =>
      tool.run(hostOf(session, lexiclip), input, {
        ...running,
        signal: AbortSignal.any([running.signal, task.signal]),
      }),
    );
    if (done === undefined) throw new LexiclipError({ kind: 'busy' });
    return done;
  }
  const lexiclip = session.open();
  try {
    return await tool.run(hostOf(session, lexiclip), input, task);
  } finally {
    lexiclip.dispose();
  }
}

function hostOf({ collection }: FolderSession, lexiclip: Lexiclip): AssistantHost {
  return {
    collection,
    search: (request, task) => lexiclip.search(request, task),
    outliers: (request, task) => lexiclip.outliers(request, task),
    explore: (request, source, task) => lexiclip.explore(request, source, task),
  };
}

/** The model reads the message. */
function refusal(error: unknown): Error {
  return new Error(describeError(error), { cause: error });
}
