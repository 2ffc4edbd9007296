import * as vscode from 'vscode';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { ImageHover } from './image-hover.ts';
import { ImageLinks } from './image-links.ts';
import { showProblems } from './problem-diagnostics.ts';
import { PromptLens } from './prompt-lens.ts';
import { quickFixes } from './quick-fixes.ts';

const PROMPT_FILES: vscode.DocumentFilter = { scheme: 'file', pattern: '**/.lexiclip/concepts/*/*.json' };
/** Vectors' descriptions are too long to be looked at. */
const READ_BY_PEOPLE: vscode.DocumentFilter = {
  scheme: 'file',
  pattern: '**/.lexiclip/{collection.json,concepts/*/*.json,projections/*.json,clusters/*.json}',
};

/** What the editor shows of a collection's files, besides their text. */
export function registerFiles(sessions: FolderSessions): vscode.Disposable {
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerCodeLensProvider(PROMPT_FILES, new PromptLens(sessions)),
    languages.registerDocumentLinkProvider(PROMPT_FILES, new ImageLinks(sessions)),
    languages.registerHoverProvider(READ_BY_PEOPLE, new ImageHover(sessions)),
    languages.registerCodeActionsProvider(READ_BY_PEOPLE, quickFixes, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    showProblems(sessions),
  );
}
