import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

const bench = path.resolve(import.meta.dirname, '../../bench/collection');
const href = (file: string): string => JSON.stringify(pathToFileURL(path.join(bench, file)).href);
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-opens-'));
  await mkdir(path.join(folder, '.lexiclip'));
  for (const file of ['.lexiclip/a', '.lexiclip/b', 'outside']) await writeFile(path.join(folder, file), '');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('counts the files of a collection that a process opens, in all of its threads', async () => {
  const program = `
    import { open, readFile } from 'node:fs/promises';
    import { once } from 'node:events';
    import { Worker } from 'node:worker_threads';
    import { forgetOpens, opensSoFar } from ${href('opens.ts')};
    process.chdir(${JSON.stringify(folder)});
    const inside = (name) => ${JSON.stringify(folder)} + '/.lexiclip/' + name;
    const before = await open(inside('a'));
    await readFile(inside('b'));
    forgetOpens();
    const handles = await Promise.all([open(inside('a')), open(inside('b')), open('outside')]);
    for (const handle of [before, ...handles]) await handle.close();
    await (await open(inside('c'), 'w')).close();
    await readFile(inside('b'), 'utf8');
    const reading = "import('node:fs/promises').then(({ readFile }) => readFile('" + inside('b') + "'))";
    await once(new Worker(reading, { eval: true }), 'exit');
    console.log(JSON.stringify(opensSoFar()));`;
  const options = ['--import', path.join(bench, 'count-opens.ts'), '--input-type=module', '-e', program];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  // One was open from before.
  expect(JSON.parse(stdout)).toEqual({ filesRead: 4, filesOpenAtOnce: 3 });
});
