import * as vscode from 'vscode';
import type { ProblemCode } from './problem-diagnostics.ts';

interface Fix {
  readonly title: string;
  readonly command: string;
}

/** Each command takes the file. */
const fixes: Readonly<Record<ProblemCode, Fix | undefined>> = {
  // It has to be repaired by hand: it may hold what nobody else has.
  damaged: undefined,
  'damaged-map': { title: 'Compute the map again', command: 'lexiclip.recomputeMap' },
  'missing-images': { title: 'Retry missing images', command: 'lexiclip.retryMissing' },
  'outdated-map': { title: 'Update the map', command: 'lexiclip.updateProjection' },
};

/** Offers what mends a problem of a file (problem-diagnostics.ts). */
export const quickFixes: vscode.CodeActionProvider = {
  provideCodeActions: (document, _, { diagnostics }) =>
    diagnostics.flatMap((diagnostic) => {
      const fix = diagnostic.source === 'LexiCLIP' ? fixes[diagnostic.code as ProblemCode] : undefined;
      if (fix === undefined) return [];
      const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
      action.command = { ...fix, arguments: [document.uri] };
      action.diagnostics = [diagnostic];
      action.isPreferred = true;
      return action;
    }),
};
