import * as vscode from 'vscode';
import {
  describeOrigin,
  describeQuality,
  describeStability,
  describeStopped,
} from '../../core/explore/trust.ts';
import { describeParameters, projectionTitle } from '../../core/project/parameters.ts';
import type { ConceptSnapshot, ProjectionSnapshot } from '../../core/reports.ts';
import { conceptDescription, promptLabel } from './labels.ts';
import type { TreeNode } from './nodes.ts';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** How a node looks. `contextValue` is what package.json's menus go by. */
export function treeItem(node: TreeNode): vscode.TreeItem {
  switch (node.kind) {
    case 'folder':
      return labelled(node.folder.name, Expanded, { iconPath: new vscode.ThemeIcon('root-folder') });
    case 'problem':
      return labelled('The collection cannot be read', None, {
        description: node.message,
        tooltip: node.message,
        iconPath: new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground')),
      });
    case 'concepts':
      return labelled('Concepts', Expanded, {
        id: idOf(node, 'concepts'),
        description: String(node.concepts.length),
      });
    case 'projections':
      return labelled('Projections', Expanded, {
        id: idOf(node, 'projections'),
        description: String(node.projections.length),
        contextValue: 'projections',
      });
    case 'concept':
      return labelled(node.concept.name, Collapsed, {
        id: idOf(node, node.concept.path),
        description: conceptDescription(node.concept),
        tooltip: conceptTooltip(node.concept),
        iconPath: new vscode.ThemeIcon('symbol-keyword'),
        contextValue: canRetry(node.concept) ? 'incompleteConcept' : 'concept',
      });
    case 'prompt':
      return labelled(promptLabel(node.prompt.prompt), None, {
        id: idOf(node, node.prompt.path),
        tooltip: node.prompt.prompt.trim(),
        iconPath: new vscode.ThemeIcon('file-media'),
        contextValue: 'prompt',
        command: { command: 'lexiclip.openPrompt', title: 'Open Prompt', arguments: [node] },
      });
    case 'projection':
      return labelled(projectionTitle(node.projection), None, {
        id: idOf(node, node.projection.path),
        description: projectionDescription(node.projection),
        tooltip: projectionTooltip(node.projection),
        iconPath: projectionIcon(node.projection),
        contextValue: 'projection',
        command: { command: 'lexiclip.openProjection', title: 'Open Map', arguments: [node] },
      });
  }
}

/** An entry keeps its id when the list is drawn anew, so that a click on the old one finds the new one. */
function idOf({ folder }: TreeNode, path: string): string {
  return `${folder.uri.toString()}/${path}`;
}

function labelled(
  label: string,
  state: vscode.TreeItemCollapsibleState,
  rest: Partial<vscode.TreeItem>,
): vscode.TreeItem {
  return Object.assign(new vscode.TreeItem(label, state), rest);
}

/** A folder or a list is explored as a whole: it is not known here where it is. */
function canRetry({ missing, source }: ConceptSnapshot): boolean {
  return missing.length > 0 && source === 'lexica';
}

function conceptTooltip({ source, fetchedAt, missing }: ConceptSnapshot): string {
  const fetched = `From ${source}, ${date(fetchedAt)}`;
  return [fetched, ...missing.map(({ id, reason }) => `Missing ${id}: ${reason}`)].join('\n');
}

function projectionDescription(projection: ProjectionSnapshot): string {
  return `${date(projection.createdAt)} · ${describeParameters(projection)}`;
}

/** In the colour of warnings where the vectors are not CLIP's; the tooltip says so. */
function projectionIcon({ model }: ProjectionSnapshot): vscode.ThemeIcon {
  const colour = model.standIn ? new vscode.ThemeColor('list.warningForeground') : undefined;
  return new vscode.ThemeIcon('graph-scatter', colour);
}

function projectionTooltip(projection: ProjectionSnapshot): string {
  const { model, device, points, createdAt, quality, stability, origin } = projection;
  return [
    `${projectionTitle(projection)}: ${String(points)} images`,
    describeParameters(projection),
    describeStopped(projection),
    describeOrigin(origin),
    `${model.label} on ${device.provider} (${device.reason})`,
    date(createdAt),
    ...(quality === undefined ? [] : describeQuality(quality)),
    stability === undefined ? undefined : describeStability(stability),
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

function date(iso: string): string {
  return iso === ''
    ? ''
    : new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
