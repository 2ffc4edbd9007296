import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { countOfImages } from '../../core/counted.ts';
import { LexiclipError, type Failure } from '../../core/errors.ts';
import { describeParameters, projectionTitle } from '../../core/project/parameters.ts';
import type { CollectionSnapshot, ConceptSnapshot } from '../../core/reports.ts';
import { sessionOfFile } from '../files/session-of-file.ts';
import { pickOne, type ListItem } from '../quick-input.ts';
import { nodeOf } from '../tree/entries.ts';
import { clusterLabel, conceptDescription, imageLabel } from '../tree/labels.ts';
import type {
  ClusterNode,
  ConceptNode,
  ProblemNode,
  ProjectionNode,
  PromptNode,
  TreeNode,
} from '../tree/nodes.ts';
import { clusterNode } from '../tree/wanted-clusters.ts';
import { promptNode } from '../tree/wanted.ts';
import { contextImage } from './context-image.ts';
import type { CommandContext } from './context.ts';

/*
 * What a command acts on: the entry of the tree that it was called on, or the file that it was given, or, called from the
 * palette or by a shortcut, what the user picks. Undefined where the user picks nothing.
 */

interface NodeItem<N extends TreeNode> extends ListItem {
  readonly node: N;
}

/** @throws LexiclipError `no-maps` */
export async function projectionOf(
  context: CommandContext,
  given: unknown,
  title: string,
): Promise<ProjectionNode | undefined> {
  const question = { title, placeholder: l10n.t('Which map?'), none: { kind: 'no-maps' } } as const;
  return (
    nodeOf('projection', given) ??
    pick(context, given, question, ({ projections }, folder) =>
      projections.map((projection) => ({
        label: projectionTitle(projection),
        description: describeParameters(projection),
        node: { kind: 'projection', folder, projection },
      })),
    )
  );
}

/** @throws LexiclipError `no-clusters` */
export async function clusterOf(
  context: CommandContext,
  given: unknown,
  title: string,
): Promise<ClusterNode | undefined> {
  const question = { title, placeholder: l10n.t('Which cluster?'), none: { kind: 'no-clusters' } } as const;
  return (
    nodeOf('cluster', given) ??
    pick(context, given, question, ({ clusters }, folder) =>
      (clusters?.levels ?? []).flatMap((level) =>
        level.clusters.map((cluster) => ({
          label: clusterLabel(cluster),
          description: `${level.name}, ${countOfImages(cluster.size)}`,
          node: clusterNode(folder, clusters?.vectors ?? '', level.name, cluster),
        })),
      ),
    )
  );
}

/** Which concepts a command acts on, and what is wrong where there is none of them. */
interface WantedConcepts {
  readonly isWanted: (concept: ConceptSnapshot) => boolean;
  readonly none: Failure;
}

/** @throws LexiclipError `no-images` where there is no concept, or the one that `wanted` names */
export async function conceptOf(
  context: CommandContext,
  given: unknown,
  title: string,
  { isWanted, none }: WantedConcepts = { isWanted: () => true, none: { kind: 'no-images' } },
): Promise<ConceptNode | undefined> {
  const question = { title, placeholder: l10n.t('Which concept?'), none };
  return (
    nodeOf('concept', given) ??
    pick(context, given, question, ({ concepts }, folder) =>
      concepts.filter(isWanted).map((concept) => ({
        label: concept.name,
        description: conceptDescription(concept),
        node: { kind: 'concept', folder, concept },
      })),
    )
  );
}

/** @throws LexiclipError `no-images` */
export async function promptOf(
  context: CommandContext,
  given: unknown,
  title: string,
): Promise<PromptNode | undefined> {
  const question = { title, placeholder: l10n.t('Which prompt?'), none: { kind: 'no-images' } } as const;
  return (
    nodeOf('prompt', given) ??
    (await promptOfImage(contextImage(context, given))) ??
    pick(context, given, question, ({ concepts }, folder) =>
      concepts.flatMap((concept) =>
        concept.images.map((image) => ({
          label: imageLabel(image),
          description: concept.name,
          node: promptNode(folder, concept, image),
        })),
      ),
    )
  );
}

/** The prompt of an image of a page under the first concept that found it; undefined where it is gone. */
async function promptOfImage(named: ReturnType<typeof contextImage>): Promise<PromptNode | undefined> {
  if (named === undefined) return undefined;
  const { session, id } = named;
  const view = await session.collection.index.recentView();
  const image = view.image(id);
  const concept = view.concepts[image?.concepts[0] ?? -1];
  return image === undefined || concept === undefined
    ? undefined
    : promptNode(session.folder, concept, image);
}

/** @throws LexiclipError `no-problems` */
export async function problemOf(
  context: CommandContext,
  given: unknown,
  title: string,
  isWanted: (problem: ProblemNode['problem']) => boolean = () => true,
): Promise<ProblemNode | undefined> {
  const question = { title, placeholder: l10n.t('Which file?'), none: { kind: 'no-problems' } } as const;
  return (
    nodeOf('problem', given) ??
    pick(context, given, question, ({ problems }, folder) =>
      problems.filter(isWanted).map((problem) => ({
        label: problem.path,
        detail: problem.message,
        node: { kind: 'problem', folder, problem },
      })),
    )
  );
}

async function pick<N extends TreeNode>(
  { sessions }: CommandContext,
  given: unknown,
  { none, ...texts }: { title: string; placeholder: string; none: Failure },
  itemsOf: (snapshot: CollectionSnapshot, folder: vscode.WorkspaceFolder) => readonly NodeItem<N>[],
): Promise<N | undefined> {
  const file = given instanceof vscode.Uri ? given : undefined;
  const session = (file && sessionOfFile(sessions, file)) ?? (await sessions.choose());
  if (session === undefined) return undefined;
  const snapshot = await session.snapshot();
  const items = snapshot === undefined ? [] : itemsOf(snapshot, session.folder);
  if (items.length === 0) throw new LexiclipError(none);
  if (file === undefined) return (await pickOne(items, { ...texts, matchOnDescription: true }))?.node;
  const path = session.pathOf(file);
  const [item] = items.filter(({ node }) => pathOf(node) === path);
  if (item === undefined) throw new LexiclipError({ kind: 'not-collected', path: file.fsPath });
  return item.node;
}

/** Of the file that a node is of, in the collection. */
function pathOf(node: TreeNode): string | undefined {
  switch (node.kind) {
    case 'projection':
      return node.projection.path;
    case 'concept':
      return node.concept.path;
    case 'prompt':
      return node.prompt.path;
    case 'problem':
      return node.problem.path;
    default:
      return undefined;
  }
}
