import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { countOfImages } from '../../core/counted.ts';
import { describeOutdated, stepLabel, type StateText } from '../../core/explore/describe-state.ts';
import {
  describeOrigin,
  describeQuality,
  describeStability,
  describeStopped,
} from '../../core/explore/trust.ts';
import { localList, localNumber } from '../../core/language.ts';
import { plainText } from '../../core/plain-text.ts';
import { describeParameters, projectionTitle } from '../../core/project/parameters.ts';
import type { ConceptSnapshot, ProjectionSnapshot } from '../../core/reports.ts';
import { deviceReason } from '../../core/wording/device-reason.ts';
import type { TreeEntry } from './entries.ts';
import {
  canFetchMore,
  canRetry,
  clusterLabel,
  conceptDescription,
  dateLabel,
  imageLabel,
  mapDescription,
} from './labels.ts';
import type { ClusterNode, ProblemNode, ProjectionNode, StepTitle } from './nodes.ts';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** For a line of a tooltip: prompts are that long. */
export const TOOLTIP_LIMIT = 2000;
/** Of a prompt, for who hears the tree: the line has less room. */
const SPOKEN_LIMIT = 300;
/** A tooltip is no taller than a window. */
const MISSING_LISTED = 10;

/** How an entry looks. `contextValue` is what package.json's menus go by. */
export function treeItem(entry: TreeEntry): vscode.TreeItem {
  const { id, node } = entry;
  switch (node.kind) {
    case 'folder':
      return row({ id, label: node.folder.name, state: Expanded, icon: icon('root-folder') });
    case 'unreadable':
      return row({
        id,
        label: l10n.t('The collection cannot be read'),
        description: node.message,
        tooltip: [node.message],
        icon: warning(),
      });
    case 'state':
      return stateRow(id, node.state);
    case 'step':
      return row({
        id,
        label: stepLabel(node.step),
        icon: icon(node.step === 'Cancel' ? 'stop-circle' : 'play'),
        command: { command: stepCommands[node.step], title: stepLabel(node.step), arguments: [entry] },
      });
    case 'concepts':
      return row({ id, label: l10n.t('Concepts'), state: Expanded, description: String(node.count) });
    case 'projections':
      return row({
        id,
        label: l10n.t('Projections'),
        state: Expanded,
        description: String(node.count),
        contextValue: 'projections',
      });
    case 'problems':
      return row({ id, label: l10n.t('Problems'), state: Expanded, description: String(node.count) });
    case 'problem':
      return problemRow(id, entry, node);
    case 'concept':
      return row({
        id,
        label: node.concept.name,
        state: Collapsed,
        description: conceptDescription(node.concept),
        tooltip: conceptTooltip(node.concept),
        icon: icon('symbol-keyword'),
        contextValue: conceptContext(node.concept),
      });
    case 'range':
      return row({
        id,
        label: `${node.first} – ${node.last}`,
        state: Collapsed,
        icon: icon('list-unordered'),
      });
    case 'prompt':
      return row({
        id,
        label: imageLabel(node.prompt),
        spoken: plainText(node.prompt.prompt, SPOKEN_LIMIT) || imageLabel(node.prompt),
        icon: icon('file-media'),
        contextValue: 'prompt',
        command: { command: 'lexiclip.openPrompt', title: l10n.t('Open Prompt'), arguments: [entry] },
      });
    case 'clusters':
      return row({ id, label: l10n.t('Clusters'), state: Collapsed, description: String(node.count) });
    case 'cluster':
      return row({
        id,
        label: clusterLabel(node.cluster),
        state: Collapsed,
        description: countOfImages(node.cluster.size),
        tooltip: clusterTooltip(node.cluster),
        icon: icon('group-by-ref-type'),
        contextValue: 'cluster',
      });
    case 'projection':
      return row({
        id,
        label: projectionTitle(node.projection),
        description: mapDescription(node),
        tooltip: projectionTooltip(node),
        icon: projectionIcon(node.projection),
        contextValue: projectionContext(node),
        command: { command: 'lexiclip.openProjection', title: l10n.t('Open Map'), arguments: [entry] },
      });
  }
}

/** The command that each step runs. */
const stepCommands: Readonly<Record<StepTitle, string>> = {
  'Embed and Map': 'lexiclip.embedAndMap',
  'Make Maps': 'lexiclip.makeMaps',
  Continue: 'lexiclip.continue',
  'Try Again': 'lexiclip.tryAgain',
  'Embed Only': 'lexiclip.embedOnly',
  Cancel: 'lexiclip.cancel',
};

/** Its button, which its step below has too, is in package.json by the command's name. */
function stateRow(id: string, { label, paragraphs, action }: StateText): vscode.TreeItem {
  const contextValue = stepCommands[action].replace('lexiclip.', 'state.');
  const tooltip = paragraphs;
  const sign = icon(action === 'Cancel' ? 'loading~spin' : 'info');
  return row({ id, label: label.replace(/\.$/, ''), tooltip, state: Expanded, icon: sign, contextValue });
}

/** What can be done about it is in its menu: to look at the file, and to compute a map again. */
function problemRow(id: string, entry: TreeEntry, { problem }: ProblemNode): vscode.TreeItem {
  const { path, message, projection } = problem;
  return row({
    id,
    label: path.split('/').at(-1) ?? path,
    description: message,
    tooltip: [path, message],
    icon: warning(),
    contextValue: `${problem.opens ? 'damaged' : 'blocked'}${projection === undefined ? 'File' : 'Map'}`,
    ...(problem.opens
      ? { command: { command: 'lexiclip.openProblemFile', title: l10n.t('Open File'), arguments: [entry] } }
      : {}),
  });
}

interface Row {
  readonly id: string;
  readonly label: string;
  readonly state?: vscode.TreeItemCollapsibleState;
  readonly description?: string;
  /** What a screen reader says in place of the label. */
  readonly spoken?: string;
  readonly tooltip?: readonly string[];
  readonly icon?: vscode.ThemeIcon;
  readonly contextValue?: string;
  readonly command?: vscode.Command;
}

/** Texts come from files that anyone may have written; only the line breaks of tooltips are ours. */
function row({
  id,
  label,
  state = None,
  description,
  spoken = label,
  tooltip,
  icon: iconPath,
  ...rest
}: Row): vscode.TreeItem {
  const said = localList([spoken, description ?? ''].filter((part) => part !== ''));
  return Object.assign(new vscode.TreeItem(plainText(label), state), {
    // Without it, a screen reader says the tooltip.
    accessibilityInformation: { label: plainText(said, TOOLTIP_LIMIT) },
    id,
    iconPath,
    description: description === undefined ? undefined : plainText(description),
    tooltip: tooltip?.map((line) => plainText(line, TOOLTIP_LIMIT)).join('\n'),
    ...rest,
  });
}

function icon(name: string, colour?: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, colour === undefined ? undefined : new vscode.ThemeColor(colour));
}

function warning(): vscode.ThemeIcon {
  return icon('warning', 'list.warningForeground');
}

function conceptTooltip({ source, fetchedAt, missing }: ConceptSnapshot): readonly string[] {
  const fetched = l10n.t('From {0}, {1}', source, dateLabel(fetchedAt));
  const listed = missing
    .slice(0, MISSING_LISTED)
    .map(({ id, reason }) => l10n.t('Missing {0}: {1}', id, reason));
  const more = missing.length - listed.length;
  return [fetched, ...listed, ...(more > 0 ? [l10n.t('… and {0} more', localNumber(more))] : [])];
}

/** What its menu offers. */
function conceptContext(concept: ConceptSnapshot): string {
  if (canRetry(concept)) return 'incompleteConcept';
  return canFetchMore(concept) ? 'fetchedConcept' : 'concept';
}

function clusterTooltip({ name, suggested, size, level }: ClusterNode['cluster']): readonly string[] {
  const title = l10n.t('{0}: {1}, level {2}', name, countOfImages(size), level);
  return name === suggested ? [title] : [title, l10n.t('Suggested name: {0}', suggested)];
}

/** What its menu offers: only who laid a map out can do it again. */
function projectionContext({ projection, outdated }: ProjectionNode): string {
  if (projection.method === 'imported') return 'projectionImported';
  return outdated === undefined ? 'projection' : 'projectionOutdated';
}

/** In the colour of warnings where the vectors are not CLIP's; its line says so in words. */
function projectionIcon({ model }: ProjectionSnapshot): vscode.ThemeIcon {
  return icon('graph-scatter', model.standIn ? 'list.warningForeground' : undefined);
}

function projectionTooltip({ projection, outdated }: ProjectionNode): readonly string[] {
  const { model, device, points, createdAt, quality, stability, origin } = projection;
  return [
    l10n.t('{0}: {1}', projectionTitle(projection), countOfImages(points)),
    outdated === undefined ? undefined : describeOutdated(outdated),
    describeParameters(projection),
    describeStopped(projection),
    describeOrigin(origin),
    l10n.t('{0} on {1} ({2})', model.label, device.provider, deviceReason(device.reason)),
    dateLabel(createdAt),
    ...(quality === undefined ? [] : describeQuality(quality)),
    stability === undefined ? undefined : describeStability(stability),
  ].filter((line) => line !== undefined);
}
