import type * as vscode from 'vscode';
import { describeState } from '../../core/explore/describe-state.ts';
import { outdatedMap, type CollectionState } from '../../core/explore/state.ts';
import type { CollectionSnapshot, ConceptSnapshot } from '../../core/reports.ts';
import type { WantedEntry } from './entries.ts';
import type { TreeNode } from './nodes.ts';

/**
 * The groups of a folder's collection: Concepts with their prompts, maps, and what cannot be used, if anything. Above
 * them what is missing, where the collection is not finished.
 */
export function wantedGroups(
  folder: vscode.WorkspaceFolder,
  { concepts, projections, problems }: CollectionSnapshot,
  state?: CollectionState,
): readonly WantedEntry[] {
  const inFolder = entriesIn(folder);
  const groups = [
    ...wantedState(folder, state),
    inFolder(
      'concepts',
      { kind: 'concepts', folder, count: concepts.length },
      concepts.map((concept) => wantedConcept(folder, concept)),
    ),
    inFolder(
      'projections',
      { kind: 'projections', folder, count: projections.length },
      projections.map((projection) => {
        const outdated = outdatedMap(state, projection.name);
        return inFolder(projection.path, { kind: 'projection', folder, projection, outdated });
      }),
    ),
  ];
  if (problems.length === 0) return groups;
  const rows = problems.map((problem) =>
    inFolder(`problems/${problem.path}`, { kind: 'problem', folder, problem }),
  );
  return [...groups, inFolder('problems', { kind: 'problems', folder, count: problems.length }, rows)];
}

/** What is missing, and what leads on. */
function wantedState(
  folder: vscode.WorkspaceFolder,
  state: CollectionState | undefined,
): readonly WantedEntry[] {
  const text = state && describeState(state);
  if (text === undefined) return [];
  const inFolder = entriesIn(folder);
  const { action } = text;
  const steps = action === undefined ? [] : [inFolder('state/step', { kind: 'step', folder, step: action })];
  return [inFolder('state', { kind: 'state', folder, state: text }, steps)];
}

/** In the place of the groups, where there is nothing that can be read. */
export function wantedUnreadable(folder: vscode.WorkspaceFolder, message: string): readonly WantedEntry[] {
  return [entriesIn(folder)('unreadable', { kind: 'unreadable', folder, message })];
}

/** Above the groups, where several folders have some. */
export function wantedFolder(folder: vscode.WorkspaceFolder, groups: readonly WantedEntry[]): WantedEntry {
  return { id: folder.uri.toString(), node: { kind: 'folder', folder }, look: folder.name, children: groups };
}

function wantedConcept(folder: vscode.WorkspaceFolder, concept: ConceptSnapshot): WantedEntry {
  const { prompts, ...rest } = concept;
  const rows = prompts.map((prompt) =>
    entriesIn(folder)(prompt.path, { kind: 'prompt', folder, prompt, concept: concept.name }),
  );
  // The row tells how many prompts there are, not what they say.
  const look = JSON.stringify({ ...rest, prompts: prompts.length });
  return { ...entriesIn(folder)(concept.path, { kind: 'concept', folder, concept }, rows), look };
}

type Entries = (path: string, node: TreeNode, children?: readonly WantedEntry[]) => WantedEntry;

function entriesIn(folder: vscode.WorkspaceFolder): Entries {
  return (path, node, children = []) => ({
    id: `${folder.uri.toString()}/${path}`,
    node,
    look: JSON.stringify({ ...node, folder: undefined }),
    children,
  });
}
