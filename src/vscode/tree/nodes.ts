import type * as vscode from 'vscode';
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
