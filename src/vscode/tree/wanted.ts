import type * as vscode from 'vscode';
import type { CollectionSnapshot, ConceptSnapshot } from '../../core/reports.ts';
import type { WantedEntry } from './entries.ts';
import type { TreeNode } from './nodes.ts';

/** The groups of a folder's collection: Concepts with their prompts, maps, and what cannot be used, if anything. */
export function wantedGroups(
  folder: vscode.WorkspaceFolder,
  { concepts, projections, problems }: CollectionSnapshot,
): readonly WantedEntry[] {
  const inFolder = entriesIn(folder);
  const groups = [
    inFolder(
      'concepts',
      { kind: 'concepts', folder, count: concepts.length },
      concepts.map((concept) => wantedConcept(folder, concept)),
    ),
    inFolder(
      'projections',
      { kind: 'projections', folder, count: projections.length },
      projections.map((projection) => inFolder(projection.path, { kind: 'projection', folder, projection })),
    ),
  ];
  if (problems.length === 0) return groups;
  const rows = problems.map((problem) =>
    inFolder(`problems/${problem.path}`, { kind: 'problem', folder, problem }),
  );
  return [...groups, inFolder('problems', { kind: 'problems', folder, count: problems.length }, rows)];
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
