import type * as vscode from 'vscode';
import { LexiclipError } from '../../core/errors.ts';
import type { ConceptSnapshot, ProjectionSnapshot, PromptSnapshot } from '../../core/reports.ts';

/** What the tree shows, as data; `items.ts` draws it. */
export type TreeNode =
  /** Stands for a collection that cannot be read. */
  | { readonly kind: 'problem'; readonly folder: vscode.WorkspaceFolder; readonly message: string }
  | { readonly kind: 'folder'; readonly folder: vscode.WorkspaceFolder }
  | {
      readonly kind: 'concepts';
      readonly folder: vscode.WorkspaceFolder;
      readonly concepts: readonly ConceptSnapshot[];
    }
  | {
      readonly kind: 'projections';
      readonly folder: vscode.WorkspaceFolder;
      readonly projections: readonly ProjectionSnapshot[];
    }
  | { readonly kind: 'concept'; readonly folder: vscode.WorkspaceFolder; readonly concept: ConceptSnapshot }
  | { readonly kind: 'prompt'; readonly folder: vscode.WorkspaceFolder; readonly prompt: PromptSnapshot }
  | {
      readonly kind: 'projection';
      readonly folder: vscode.WorkspaceFolder;
      readonly projection: ProjectionSnapshot;
    };

export type PromptNode = Extract<TreeNode, { kind: 'prompt' }>;
export type ProjectionNode = Extract<TreeNode, { kind: 'projection' }>;
export type ProjectionsNode = Extract<TreeNode, { kind: 'projections' }>;
export type ConceptNode = Extract<TreeNode, { kind: 'concept' }>;

/**
 * The entry that a menu or a button of the tree gave.
 * @throws LexiclipError `stale-entry` where the list was drawn anew under the pointer: VS Code gives nothing then.
 */
export function nodeOf<K extends TreeNode['kind']>(kind: K, given: unknown): Extract<TreeNode, { kind: K }> {
  if (typeof given === 'object' && given !== null && 'kind' in given && given.kind === kind)
    return given as Extract<TreeNode, { kind: K }>;
  throw new LexiclipError({ kind: 'stale-entry' });
}
