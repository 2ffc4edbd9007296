import type * as vscode from 'vscode';
import type { LevelName } from '../../core/collection/clusters-schema.ts';
import type { NextTitle, StateText } from '../../core/explore/describe-state.ts';
import type { MapFacts } from '../../core/explore/state.ts';
import type {
  ClusterReference,
  ConceptSnapshot,
  ListedImage,
  ProblemSnapshot,
  ProjectionSnapshot,
} from '../../core/reports.ts';

interface InFolder {
  readonly folder: vscode.WorkspaceFolder;
}

/** What an entry of the tree stands for, as data; `items.ts` draws it. */
export type TreeNode = InFolder &
  (
    | { readonly kind: 'folder' }
    /** A collection that cannot be read at all. */
    | { readonly kind: 'unreadable'; readonly message: string }
    /** What a collection without all its maps lacks, and below it, what leads on. */
    | { readonly kind: 'state'; readonly state: StateText }
    | { readonly kind: 'step'; readonly step: StepTitle }
    | { readonly kind: 'concepts'; readonly count: number }
    | { readonly kind: 'concept'; readonly concept: ConceptSnapshot }
    /** Some of the rows of a list that has too many for one: from 1, both included. */
    | { readonly kind: 'range'; readonly first: number; readonly last: number }
    | { readonly kind: 'prompt'; readonly prompt: PromptRow; readonly concept: string }
    | { readonly kind: 'projections'; readonly count: number }
    | {
        readonly kind: 'projection';
        readonly projection: ProjectionSnapshot;
        /** Where it does not show the images that the collection has. */
        readonly outdated?: MapFacts | undefined;
      }
    | { readonly kind: 'clusters'; readonly count: number }
    | { readonly kind: 'cluster'; readonly cluster: ClusterRow }
    | { readonly kind: 'problems'; readonly count: number }
    | { readonly kind: 'problem'; readonly problem: ProblemSnapshot }
  );

/** What leads on from a state: its main step, and stages alone. */
export type StepTitle = NextTitle | NonNullable<StateText['alone']>;

/** What is shown of a cluster, and how it is named to what acts on it. */
interface ClusterRow extends Required<ClusterReference> {
  readonly level: LevelName;
  readonly vectors: string;
  readonly name: string;
  readonly suggested: string;
  readonly size: number;
  readonly medoid: string;
}

/** An image of a concept, and its prompt file. */
interface PromptRow extends ListedImage {
  readonly path: string;
}

export type NodeOf<K extends TreeNode['kind']> = Extract<TreeNode, { kind: K }>;
export type ConceptNode = NodeOf<'concept'>;
export type PromptNode = NodeOf<'prompt'>;
export type ClusterNode = NodeOf<'cluster'>;
export type ProjectionNode = NodeOf<'projection'>;
export type ProblemNode = NodeOf<'problem'>;
