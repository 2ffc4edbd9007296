import type * as vscode from 'vscode';
import { promptPath } from '../../core/collection/paths.ts';
import { describeState } from '../../core/explore/describe-state.ts';
import { outdatedMap, type CollectionState } from '../../core/explore/state.ts';
import type { CollectionSnapshot, ConceptSnapshot, ListedImage } from '../../core/reports.ts';
import type { WantedEntry } from './entries.ts';
import type { PromptNode, TreeNode } from './nodes.ts';
import { wantedClusters } from './wanted-clusters.ts';
import { entriesIn, idIn, inRanges } from './wanted-entry.ts';

/**
 * The groups of a folder's collection: Concepts with their prompts, maps, clusters, and what cannot be used, if anything.
 * Above them what is missing, where the collection is not finished.
 */
export function wantedGroups(
  folder: vscode.WorkspaceFolder,
  { concepts, projections, clusters, problems }: CollectionSnapshot,
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
    ...(clusters === undefined ? [] : [wantedClusters(folder, clusters)]),
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
  const { action, alone } = text;
  const steps = [
    inFolder('state/step', { kind: 'step', folder, step: action }),
    ...(alone === undefined ? [] : [inFolder('state/alone', { kind: 'step', folder, step: alone })]),
  ];
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
  const { images, ...rest } = concept;
  // The row tells how many prompts there are, not what they say.
  const look = JSON.stringify({ ...rest, images: images.length });
  const node = { kind: 'concept', folder, concept } as const;
  return { id: idIn(folder, concept.path), node, look, children: () => wantedImages(folder, concept) };
}

function wantedImages(folder: vscode.WorkspaceFolder, concept: ConceptSnapshot): readonly WantedEntry[] {
  return inRanges(folder, concept.path, concept.images, (image) => {
    const node = promptNode(folder, concept, image);
    return { id: idIn(folder, node.prompt.path), node, look: image.prompt, children: [] };
  });
}

/** Which rows the row of a prompt file may be below: those of its concept, and of many images the range that has it. */
export function aboveImage(folder: vscode.WorkspaceFolder, path: string): (node: TreeNode) => boolean {
  let place = 0;
  return (node) => {
    if (node.folder.uri.toString() !== folder.uri.toString()) return false;
    if (node.kind === 'range') return node.first <= place && place <= node.last;
    if (node.kind !== 'concept') return node.kind === 'folder' || node.kind === 'concepts';
    const { slug, images } = node.concept;
    place = images.findIndex(({ id }) => promptPath(slug, id) === path) + 1;
    return place > 0;
  };
}

export function promptNode(
  folder: vscode.WorkspaceFolder,
  { name, slug }: Pick<ConceptSnapshot, 'name' | 'slug'>,
  { id, prompt }: ListedImage,
): PromptNode {
  return { kind: 'prompt', folder, prompt: { id, prompt, path: promptPath(slug, id) }, concept: name };
}
