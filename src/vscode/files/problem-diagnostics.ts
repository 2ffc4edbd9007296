import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { describeOutdated } from '../../core/explore/describe-state.ts';
import { localNumber } from '../../core/language.ts';
import { plainText } from '../../core/plain-text.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import type { FolderSessions } from '../sessions/folder-sessions.ts';
import { canRetry } from '../tree/labels.ts';

/** Longer than any sentence of ours, with what it quotes. */
const LIMIT = 2000;

/** What a quick fix goes by (quick-fixes.ts). */
export type ProblemCode = 'damaged' | 'damaged-map' | 'missing-images' | 'outdated-map';

/**
 * Keeps the Problems view told of what is wrong with a collection's files: those that cannot be used, concepts that lack images,
 * and maps that do not show what the collection has.
 */
export function showProblems(sessions: FolderSessions): vscode.Disposable {
  const shown = vscode.languages.createDiagnosticCollection('lexiclip');
  const files = new Map<FolderSession, readonly vscode.Uri[]>();
  const clear = (session: FolderSession): void => {
    for (const uri of files.get(session) ?? []) shown.delete(uri);
    files.delete(session);
  };
  const show = async (session: FolderSession): Promise<void> => {
    // A collection that cannot be read at all is told by whoever shows it.
    const found = await problemsOf(session).catch(() => []);
    clear(session);
    for (const { uri, diagnostic } of found) shown.set(uri, [...(shown.get(uri) ?? []), diagnostic]);
    files.set(
      session,
      found.map(({ uri }) => uri),
    );
  };
  const listening = sessions.onChange(({ session, change }) => {
    if (change === 'removed') clear(session);
    if (change === 'collection') void show(session);
  });
  return vscode.Disposable.from(shown, listening);
}

interface FileProblem {
  readonly uri: vscode.Uri;
  readonly diagnostic: vscode.Diagnostic;
}

async function problemsOf(session: FolderSession): Promise<readonly FileProblem[]> {
  const snapshot = await session.snapshot();
  if (snapshot === undefined) return [];
  const state = await session.state();
  const problem = (
    path: string,
    message: string,
    severity: vscode.DiagnosticSeverity,
    code: ProblemCode,
  ): FileProblem => {
    const diagnostic = new vscode.Diagnostic(
      new vscode.Range(0, 0, 0, 1),
      plainText(message, LIMIT),
      severity,
    );
    diagnostic.source = 'LexiCLIP';
    diagnostic.code = code;
    return { uri: session.uri(path), diagnostic };
  };
  const outdated = state.kind === 'mapped' ? state.outdated : [];
  return [
    ...snapshot.problems.map(({ path, message, projection }) =>
      problem(
        path,
        message,
        vscode.DiagnosticSeverity.Error,
        projection === undefined ? 'damaged' : 'damaged-map',
      ),
    ),
    ...snapshot.concepts
      .filter(canRetry)
      .map(({ path, missing }) =>
        problem(
          path,
          missing.length === 1
            ? l10n.t('1 image could not be fetched.')
            : l10n.t('{0} images could not be fetched.', localNumber(missing.length)),
          vscode.DiagnosticSeverity.Warning,
          'missing-images',
        ),
      ),
    ...outdated.flatMap((map) => {
      const path = snapshot.projections.find(({ name }) => name === map.name)?.path;
      if (path === undefined) return [];
      return problem(path, describeOutdated(map), vscode.DiagnosticSeverity.Information, 'outdated-map');
    }),
  ];
}
