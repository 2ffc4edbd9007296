import { realpath } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import type { ContainedFile } from '../../core/collection/store.ts';
import { LexiclipError } from '../../core/errors.ts';
import { pathBelow } from '../path-below.ts';

/** Folders of another machine's path that are left out, at most, in search of the part that is here. */
const MOST_FOLDERS = 12;

/**
 * The file that a list names, below a folder, links resolved: a list may come from anyone, and has no business outside.
 * Paths of Windows are known on every system; of an absolute one that was written on another machine, the longest end
 * that is there counts.
 * @throws LexiclipError `not-an-image`
 */
export async function fileInList(folder: string, named: string): Promise<ContainedFile> {
  const refuse = (detail: string): never => {
    throw new LexiclipError({ kind: 'not-an-image', subject: named, detail });
  };
  if (named.includes('\0')) refuse(l10n.t('its name is no file name'));
  const root = await realpath(folder);
  for (const candidate of pathsMeant(named)) {
    const real = await realpath(path.resolve(root, candidate)).catch(() => undefined);
    if (real === undefined) continue;
    const inside = pathBelow(path, root, real) ?? refuse(l10n.t('it is outside the folder of its list'));
    return { folder: root, path: inside };
  }
  return refuse(l10n.t('there is no such file'));
}

/** What a path may mean, the likeliest first. */
function pathsMeant(named: string): readonly string[] {
  const plain = named.replaceAll('\\', '/');
  if (!/^(?:[a-z]:)?\//i.test(plain) || !/^[a-z]:|\\/i.test(named)) return [...new Set([named, plain])];
  const names = plain.split('/').filter((name) => name !== '' && name !== '..');
  const ends = names.map((_, at) => names.slice(at).join('/')).slice(1, MOST_FOLDERS + 1);
  return [named, ...ends];
}
