import { beforeEach, describe, expect, it } from 'vitest';
import { completeChange, redoChange, undoChange } from '../../../src/core/curate/change.ts';
import { deleteConcept } from '../../../src/core/curate/delete-concept.ts';
import type { CurateDependencies } from '../../../src/core/curate/edits.ts';
import { readHistory } from '../../../src/core/curate/history.ts';
import { moveImages } from '../../../src/core/curate/move-images.ts';
import { newConcept } from '../../../src/core/curate/new-concept.ts';
import { renameConcept } from '../../../src/core/curate/rename-concept.ts';
import { tagImages } from '../../../src/core/curate/tag-images.ts';
import { takeOut } from '../../../src/core/curate/take-out.ts';
import { LexiclipError } from '../../../src/core/errors.ts';
import type { LongTask } from '../../../src/core/signal.ts';
import { addImages } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import type { MemoryStore } from '../../fakes/memory-store.ts';
import { filesOf, makeCollection, openAnew, task } from './curating.ts';

type Operation = (dependencies: CurateDependencies, task: LongTask) => Promise<unknown>;
const operations: Readonly<Record<string, Operation>> = {
  tag: (...how) => tagImages(['a', 'b', 'c'], { add: ['ä', 'keep'], rating: 5 }, ...how),
  move: (...how) => moveImages({ ids: ['a', 'b'], to: 'dog' }, ...how),
  'new concept': (...how) => newConcept({ name: 'New', ids: ['a', 'c'], source: 'selection' }, ...how),
  'take out': (...how) => takeOut(['b', 'c'], ...how),
  rename: (...how) => renameConcept('cat', 'Großkatze', ...how),
  delete: (...how) => deleteConcept('dog', ...how),
};

let store: MemoryStore;
let dependencies: CurateDependencies;

beforeEach(async () => {
  ({ store } = await makeCollection());
  // As people and other programs write: with a byte order mark, in one line, with bytes that are no UTF-8.
  const text = (await store.readText('concepts/dog/c.json')) ?? '';
  await store.write('concepts/dog/c.json', `\uFEFF${JSON.stringify(JSON.parse(text))}`);
  await store.write('concepts/dog/note.json', Uint8Array.from([0xff, 0xfe, 0x00, 0x41]));
  dependencies = openAnew(store);
});

/** With every file's bytes. */
function bytesOf({ files }: MemoryStore): unknown {
  const own = [...files].filter(([path]) => !path.startsWith('cache/')).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(own.map(([path, bytes]) => [path, Buffer.from(bytes).toString('latin1')]));
}

describe.each(Object.entries(operations))('%s', (_, operate) => {
  it('is undone and redone to the byte, also by another process', async () => {
    const before = bytesOf(store);
    await operate(dependencies, task);
    const after = bytesOf(store);
    expect(after).not.toEqual(before);
    await undoChange(openAnew(store), task);
    expect(bytesOf(store)).toEqual(before);
    await redoChange(openAnew(store), task);
    expect(bytesOf(store)).toEqual(after);
    await undoChange(dependencies, task);
    expect(bytesOf(store)).toEqual(before);
    expect(await failureOf(undoChange(dependencies, task))).toEqual({ kind: 'nothing-to-undo' });
  });

  it('leaves, ended before any of its writes, the state before or what the next process completes', async () => {
    const before = bytesOf(store);
    const probe = copyOf(store);
    await operate(openAnew(probe), task);
    const after = bytesOf(probe);
    let states = 0;
    for (let writes = 0; ; writes++) {
      const killed = copyOf(store);
      const died = await endAfter(writes, killed, (how) => operate(how, task));
      const next = openAnew(killed);
      await completeChange(next);
      expect([before, after]).toContainEqual(bytesOf(killed));
      if (JSON.stringify(bytesOf(killed)) === JSON.stringify(after)) {
        states++;
        const undone = await endAfter(Math.floor(writes / 2), killed, (how) => undoChange(how, task));
        if (undone) await completeChange(openAnew(killed));
        expect([before, after]).toContainEqual(bytesOf(killed));
      }
      if (!died) break;
    }
    expect(states).toBeGreaterThan(1);
  });

  it('leaves everything as it was where it is cancelled or the disk is full', async () => {
    const before = bytesOf(store);
    for (let moment = 0; moment < 4; moment++) {
      const controller = new AbortController();
      let told = 0;
      const onProgress = (): void => {
        if (told++ === moment) controller.abort();
      };
      const ended = await operate(dependencies, { signal: controller.signal, onProgress }).then(
        () => 'done',
        () => 'cancelled',
      );
      if (ended === 'done') await undoChange(dependencies, task);
      expect(bytesOf(store)).toEqual(before);
    }
    const places = Object.keys(filesOf(store)).filter((path) => path.startsWith('concepts/'));
    for (const [at, path] of places.entries()) {
      let writes = 0;
      store.failWrites = (written) =>
        written === path || writes++ === at + 4 ? diskFull(written) : undefined;
      await operate(openAnew(store), task).catch((error: unknown) =>
        expect(error).toBeInstanceOf(LexiclipError),
      );
      store.failWrites = () => undefined;
      const next = openAnew(store);
      await completeChange(next);
      // It was done, but could not be told.
      if ((await readHistory(next.collection)).undo.length > 0) await undoChange(next, task);
      expect(bytesOf(store)).toEqual(before);
    }
  });

  it('is not undone where a file of it was changed since', async () => {
    await operate(dependencies, task);
    const own = Object.keys(filesOf(store)).filter((path) => path.endsWith('.json'));
    for (const path of own) await store.write(path, `${(await store.readText(path)) ?? ''} `);
    const now = bytesOf(store);
    expect(await failureOf(undoChange(openAnew(store), task))).toMatchObject({ kind: 'changed-since' });
    expect(bytesOf(store)).toEqual(now);
  });
});

function diskFull(path: string): LexiclipError {
  return new LexiclipError({ kind: 'disk-full', path });
}

function copyOf(from: MemoryStore): MemoryStore {
  const copy = new (from.constructor as new () => MemoryStore)();
  for (const [path, bytes] of from.files) copy.files.set(path, bytes);
  return copy;
}

/** Lets a process end after so many writes, removals and moves. Answers whether it had not finished before. */
async function endAfter(
  writes: number,
  on: MemoryStore,
  work: (dependencies: CurateDependencies) => Promise<unknown>,
): Promise<boolean> {
  const dying = copyOf(on);
  let left = writes;
  let isDead = false;
  const limited = new Proxy(dying, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function' || key === 'scan') return value;
      const isWrite = ['write', 'remove', 'move', 'append'].includes(String(key));
      return (...args: unknown[]): unknown => {
        if (isWrite && left-- <= 0) isDead = true;
        // Nothing that a dead process does reaches the disk.
        return isDead ? Promise.reject(new Error('ended')) : Reflect.apply(value, target, args);
      };
    },
  });
  await work(openAnew(limited)).catch(() => undefined);
  on.files.clear();
  for (const [path, bytes] of dying.files) on.files.set(path, bytes);
  return isDead;
}

it('cancelled in the middle of many files, it is taken back at once', async () => {
  const ids = Array.from({ length: 200 }, (_, at) => `many-${at}`);
  await addImages(dependencies.collection, 'many', ids);
  dependencies = openAnew(store);
  const before = bytesOf(store);
  const controller = new AbortController();
  let written = 0;
  const onProgress = ({ done }: { done: number }): void => {
    if (done === 0) return;
    written = [...store.files.values()].filter((bytes) => Buffer.from(bytes).includes('"rating"')).length;
    controller.abort();
  };
  const cancelled = tagImages(ids, { rating: 3 }, dependencies, { signal: controller.signal, onProgress });
  await expect(cancelled).rejects.toThrow(/abort/i);
  expect(written).toBeGreaterThan(0);
  expect(bytesOf(store)).toEqual(before);
  expect(await readHistory(openAnew(store).collection)).toEqual({
    formatVersion: 1,
    next: 2,
    undo: [],
    redo: [],
  });
  expect([...store.files.keys()].filter((path) => path.startsWith('cache/undo/'))).toEqual([
    'cache/undo/history.json',
  ]);
});
