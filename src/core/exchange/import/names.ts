import type { StoredMap } from '../../collection/stored-map.ts';
import { LexiclipError } from '../../errors.ts';
import { PREVIEW } from '../../explore/map.ts';

/** As maps are named everywhere. */
const NAME = /^[a-z0-9][a-z0-9_-]{0,60}$/;

/** What is wrong with the name of something that is imported; undefined where nothing is. */
export function importNameProblem(
  name: string,
  maps: readonly Pick<StoredMap, 'name' | 'method'>[],
): string | undefined {
  if (!NAME.test(name)) return 'must be lower-case letters, digits, - and _';
  if (name === PREVIEW) return 'is a name of LexiCLIP’s own';
  // What was computed here has parameters that would be lost.
  const isOurs = maps.some((map) => map.name === name && map.method !== 'imported');
  return isOurs ? 'is the name of a map that was computed here; choose another' : undefined;
}

/** @throws LexiclipError `bad-argument` */
export function checkImportName(name: string, maps: readonly Pick<StoredMap, 'name' | 'method'>[]): void {
  const problem = importNameProblem(name, maps);
  if (problem !== undefined)
    throw new LexiclipError({ kind: 'bad-argument', argument: `The name “${name}”`, problem });
}

/** The name that is offered for a file: its own, made plain, and another where a map that was computed here has it. */
export function offeredName(file: string, maps: readonly Pick<StoredMap, 'name' | 'method'>[]): string {
  const stem =
    file
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/\.[^.]*$/, '') ?? '';
  const plain =
    stem
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '-')
      .replace(/^[-_]+|[-_]+$/g, '')
      .slice(0, 40) || 'imported';
  return importNameProblem(plain, maps) === undefined ? plain : `${plain}-imported`;
}
