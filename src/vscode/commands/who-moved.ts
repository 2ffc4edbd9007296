import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { readEarlierMap } from '../../core/collection/earlier-map.ts';
import { LexiclipError } from '../../core/errors.ts';
import { presentMap } from '../map-files/file-scope.ts';
import { committedUri, versionLabel } from '../map-files/git.ts';
import { isPresent, mapFileOf, presentUri, type MapFile } from '../map-files/map-file.ts';
import { VersionsScope, type MapSide } from '../map-files/versions-scope.ts';
import type { CommandContext } from './context.ts';
import { projectionOf } from './entry-of.ts';

const commandTitle = (): string => l10n.t('LexiCLIP: Show Who Moved');

/** Two versions of a file; without the first, the last commit's is meant. */
interface Versions {
  readonly before?: vscode.Uri | undefined;
  readonly after: vscode.Uri;
}

/**
 * **Lexica: Show Who Moved**: a map beside an earlier version of it. In a diff editor these are its sides; of a file, the version
 * of the last commit and the file as it is now.
 */
export async function showWhoMoved(commands: CommandContext, ...[given]: readonly unknown[]): Promise<void> {
  const { before, after } = versionsMeant(commands, given) ?? (await askVersions(commands, given)) ?? {};
  if (after === undefined) return;
  const file = mapFile(commands, after);
  const earlier = before ?? (await committedUri(after));
  const other = mapFile(commands, earlier);
  if (other.session !== file.session)
    throw new LexiclipError({ kind: 'map-elsewhere', path: presentUri(earlier).fsPath });
  const { folder, works } = file.session;
  const sides = await works.run({ title: commandTitle(), folder, isLate: true }, async () => [
    await sideOf(file, after),
    await sideOf(other, earlier),
  ]);
  const [now, then] = await Promise.all(sides.map(nameOf));
  const scope = new VersionsScope(...sides);
  const [name, otherName] = [file, other].map((one) => path.posix.basename(one.path));
  const title = l10n.t('Who Moved: {name} ({earlier} ↔ {later})', {
    name: name ?? '',
    earlier: labelOf(earlier, otherName ?? ''),
    later: labelOf(after, l10n.t('Now')),
  });
  const explorer = commands.panels.showVersions(title, file.session, scope);
  explorer.showWhenReady(now);
  await explorer.tell({ type: 'compareMaps', beside: then ?? '', colourBy: 'moved' });
}

/** What the command was called on; undefined where it was called on nothing that is a map's file. */
function versionsMeant({ sessions }: CommandContext, given: unknown): Versions | undefined {
  const named = given instanceof vscode.Uri ? given : undefined;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputTextDiff) {
    const { original, modified } = input;
    const isMeant = [original, modified].some((uri) => String(uri) === String(named));
    if ((named === undefined || isMeant) && mapFileOf(sessions, modified) !== undefined)
      return { before: original, after: modified };
  }
  const isOpen = input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom;
  const uri = named ?? (isOpen && mapFileOf(sessions, input.uri) !== undefined ? input.uri : undefined);
  if (uri === undefined) return undefined;
  return isPresent(uri) ? { after: uri } : { before: uri, after: presentUri(uri) };
}

async function askVersions(commands: CommandContext, given: unknown): Promise<Versions | undefined> {
  const node = await projectionOf(commands, given, commandTitle());
  return node && { after: commands.sessions.of(node.folder).uri(node.projection.path) };
}

/** @throws LexiclipError `map-elsewhere` */
function mapFile({ sessions }: CommandContext, uri: vscode.Uri): MapFile {
  const file = mapFileOf(sessions, uri);
  if (file === undefined) throw new LexiclipError({ kind: 'map-elsewhere', path: presentUri(uri).fsPath });
  return file;
}

/** @throws LexiclipError `no-earlier-map`, or what is wrong with the present one. */
async function sideOf(file: MapFile, uri: vscode.Uri): Promise<MapSide> {
  if (isPresent(uri)) return { kind: 'present', file };
  const { index, pause } = file.session.collection;
  const version = { path: file.path, label: versionLabel(uri) };
  const bytes = await readVersion(uri);
  const map = await readEarlierMap(bytes, version, (id) => index.known(id), pause);
  return { kind: 'earlier', map };
}

/** Empty where there is no such version: git says so in either way. */
async function readVersion(uri: vscode.Uri): Promise<Uint8Array> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return new Uint8Array();
    throw error;
  }
}

async function nameOf(side: MapSide): Promise<string> {
  return (side.kind === 'present' ? await presentMap(side.file) : side.map).name;
}

/** @param now What a present file is called. */
function labelOf(uri: vscode.Uri, now: string): string {
  return isPresent(uri) ? now : versionLabel(uri);
}
