import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { root, sources } from './sources.ts';

const table = pathToFileURL(path.join(root, 'scripts/import-directions.mjs')).href;
const { mayImport } = (await import(table)) as { mayImport: Readonly<Record<string, readonly string[]>> };

/** The files that a text imports, types and `import()` included, from the repository's root; no packages. */
function importsOf(file: string, text: string): readonly string[] {
  return ts
    .preProcessFile(text)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((imported) => imported.startsWith('.'))
    .map((imported) => path.posix.join(path.posix.dirname(file), imported));
}

const isIn = (file: string, place: string): boolean => file === place || file.startsWith(`${place}/`);

/** The file's entry in the table. */
const placeOf = (file: string): string | undefined =>
  Object.keys(mayImport).find((place) => isIn(file, place));

/** The arrows of a file that the table does not have. */
function wrongArrows(file: string, text: string): readonly string[] {
  const place = placeOf(file);
  if (place === undefined) return [`${file} has no place`];
  return importsOf(file, text)
    .filter((imported) => !mayImport[place]?.some((other) => isIn(imported, other)))
    .map((imported) => `${file} → ${imported}`);
}

it('all go in the directions of CONTRIBUTING.md', async () => {
  const files = await sources();
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap((file) => wrongArrows(file, readFileSync(path.join(root, file), 'utf8')))).toEqual([]);
});

it('are of places that are there', async () => {
  const files = await sources();
  const gone = Object.keys(mayImport).filter((place) => !files.some((file) => isIn(file, place)));
  expect(gone).toEqual([]);
});

it.each([
  ['src/core/errors.ts', `import type { Hit } from './collection/schema.ts';`],
  ['src/core/fetch/stage.ts', `export { embedImages } from '../embed/stage.ts';`],
  ['src/core/neighbours/quality.ts', `const late = await import('../project/layout.ts');`],
  ['src/core/project/tsne/run.ts', `export type Late = import('../../explore/map.ts').ExplorerMap;`],
  ['src/node/clock.ts', `import '../vscode/log.ts';`],
  ['webview/main.ts', `import { systemClock } from '../src/node/clock.ts';`],
  ['src/node/clock.ts', `import { store } from '../../test/fakes/memory-store.ts';`],
  ['src/core/new-folder/stage.ts', ''],
])('are seen going another way in %s: %s', (file, text) => expect(wrongArrows(file, text)).toHaveLength(1));
