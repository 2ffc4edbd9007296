import * as l10n from '@vscode/l10n';
import type { ModelInfo } from '../../collection/schema.ts';
import type { StoredMap } from '../../collection/stored-map.ts';
import { LexiclipError } from '../../errors.ts';
import { PREVIEW } from '../../explore/map.ts';

export type NamedMap = Pick<StoredMap, 'name' | 'method'> & { readonly model: Pick<ModelInfo, 'id'> };

/** As maps are named everywhere. */
const NAME = /^[a-z0-9][a-z0-9_-]{0,60}$/;

/** What is wrong with the name of something that is imported; undefined where nothing is. */
export function importNameProblem(name: string, maps: readonly NamedMap[]): string | undefined {
  if (!NAME.test(name)) return l10n.t('must be lower-case letters, digits, - and _');
  if (name === PREVIEW) return l10n.t('is a name of LexiCLIP’s own');
  // What was computed here has parameters that would be lost.
  const isOurs = maps.some((map) => map.name === name && !isImported(map));
  return isOurs ? l10n.t('is the name of a map that was computed here; choose another') : undefined;
}

/** Whether a map came in, or shows vectors that came in by its name (`importedModelId`). */
function isImported({ name, method, model }: NamedMap): boolean {
  return method === 'imported' || isImportedId(model.id, name);
}

/** Whether a model's id is that of vectors that came in by a name. */
export function isImportedId(id: string, name: string): boolean {
  return id.startsWith(`${name}-`) && /^[0-9a-f]{8}$/.test(id.slice(name.length + 1));
}

/** What vectors that came in are called: `digest` tells those of one name apart. */
export function importedModelId(name: string, digest: string): string {
  return `${name}-${digest.slice(0, 8)}`;
}

/** @throws LexiclipError `bad-argument` */
export function checkImportName(name: string, maps: readonly NamedMap[]): void {
  const problem = importNameProblem(name, maps);
  if (problem !== undefined)
    throw new LexiclipError({ kind: 'bad-argument', argument: l10n.t('The name “{0}”', name), problem });
}

/** The name that is offered for a file: its own, made plain, and another where a map that was computed here has it. */
export function offeredName(file: string, maps: readonly NamedMap[]): string {
  const stem =
    file
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\.[^.]*$/, '') ?? '';
  const plain =
    stem
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '-')
      .replace(/^[-_]+|[-_]+$/g, '')
      .slice(0, 40) || 'imported';
  return importNameProblem(plain, maps) === undefined ? plain : `${plain}-imported`;
}
