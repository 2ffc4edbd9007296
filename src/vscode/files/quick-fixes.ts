import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ProblemCode } from './problem-diagnostics.ts';

interface Fix {
  readonly title: string;
  readonly command: string;
}

/** Each command takes the file. */
function fixOf(code: ProblemCode): Fix | undefined {
  switch (code) {
    case 'damaged':
      // It has to be repaired by hand: it may hold what nobody else has.
      return undefined;
    case 'damaged-map':
      return { title: l10n.t('Compute the map again'), command: 'lexiclip.recomputeMap' };
    case 'missing-images':
      return { title: l10n.t('Retry missing images'), command: 'lexiclip.retryMissing' };
    case 'outdated-map':
      return { title: l10n.t('Update the map'), command: 'lexiclip.updateProjection' };
  }
}

/** Offers what mends a problem of a file (problem-diagnostics.ts). */
export const quickFixes: vscode.CodeActionProvider = {
  provideCodeActions: (document, _, { diagnostics }) =>
    diagnostics.flatMap((diagnostic) => {
      const fix = diagnostic.source === 'LexiCLIP' ? fixOf(diagnostic.code as ProblemCode) : undefined;
      if (fix === undefined) return [];
      const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
      action.command = { ...fix, arguments: [document.uri] };
      action.diagnostics = [diagnostic];
      action.isPreferred = true;
      return action;
    }),
};
