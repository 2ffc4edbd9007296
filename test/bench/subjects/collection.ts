import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { readTask, report } from '../subject.ts';

/*
 * A process that plays the extension host for one row: it opens a collection, does one thing, and tells what that cost.
 * What only prepares the row is not measured.
 */

const { workspace, row } = readTask() as { workspace: string; row: string };

/** Files of the collection that were opened, and how many at once. */
const files = { opened: 0, open: 0, most: 0 };
watchOpenedFiles();

// Loaded after its files are watched.
const { collectionRows } = await import('../collection/rows.ts');
const prepare = collectionRows[row];
if (prepare === undefined) throw new RangeError(`there is no row ${row}`);
const work = await prepare(workspace);
globalThis.gc?.();

let longest = 0;
let last = performance.now();
const beat = (): void => {
  const now = performance.now();
  longest = Math.max(longest, now - last);
  last = now;
  next = setImmediate(beat);
};
let next = setImmediate(beat);
files.opened = 0;
files.most = files.open;
const cpu = process.cpuUsage();
const start = performance.now();
const measures = await work();
const wallSeconds = (performance.now() - start) / 1000;
const used = process.cpuUsage(cpu);
clearImmediate(next);
longest = Math.max(longest, performance.now() - last);
report({
  ...{ wallSeconds, rowCpuSeconds: (used.user + used.system) / 1e6, maxHoldMs: longest },
  ...{ filesRead: files.opened, filesOpenAtOnce: files.most },
  ...measures,
});
process.exit(0);

function watchOpenedFiles(): void {
  const { open } = fs;
  fs.open = async (...given) => {
    const handle = await open(...given);
    if (!String(given[0]).includes('.lexiclip')) return handle;
    files.opened++;
    files.most = Math.max(files.most, ++files.open);
    const close = handle.close.bind(handle);
    handle.close = async () => {
      files.open--;
      await close();
    };
    return handle;
  };
  syncBuiltinESMExports();
}
