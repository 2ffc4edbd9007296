import { beforeEach, describe, expect, it } from 'vitest';
import { undoChange } from '../../../src/core/curate/change.ts';
import { deleteConcept, deletionOf } from '../../../src/core/curate/delete-concept.ts';
import type { CurateDependencies } from '../../../src/core/curate/edits.ts';
import { moveImages } from '../../../src/core/curate/move-images.ts';
import { newConcept } from '../../../src/core/curate/new-concept.ts';
import { renameConcept } from '../../../src/core/curate/rename-concept.ts';
import { takeOut } from '../../../src/core/curate/take-out.ts';
import { addImages } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import type { MemoryStore } from '../../fakes/memory-store.ts';
import { concepts, filesOf, makeCollection, openAnew, task } from './curating.ts';

let store: MemoryStore;
let dependencies: CurateDependencies;

beforeEach(async () => {
  ({ store } = await makeCollection());
  dependencies = openAnew(store);
});

const conceptOf = (slug: string): unknown =>
  JSON.parse(filesOf(store)[`concepts/${slug}/concept.json`] ?? '');

describe('moving', () => {
  it('takes the prompt file along, and is remembered where the image was', async () => {
    const before = await store.readText('concepts/cat/a.json');
    expect(await moveImages({ ids: ['a'], to: 'DOG' }, dependencies, task)).toMatchObject({ files: 4 });
    expect(await concepts(openAnew(store))).toEqual({ cat: ['b'], dog: ['c', 'b', 'a'] });
    expect(await store.readText('concepts/dog/a.json')).toBe(
      before?.replace('"concept": "cat"', '"concept": "dog"'),
    );
    expect(store.files.has('concepts/cat/a.json')).toBe(false);
    expect(conceptOf('cat')).toMatchObject({ images: ['b'], removed: ['a'] });
    // And back: the memory of it goes.
    await moveImages({ ids: ['a'], to: 'cat' }, dependencies, task);
    expect(conceptOf('cat')).toMatchObject({ images: ['b', 'a'] });
    expect(conceptOf('cat')).not.toHaveProperty('removed');
    expect(conceptOf('dog')).toMatchObject({ removed: ['a'] });
  });

  it('of what is there already only leaves the others, or the one that is named', async () => {
    await moveImages({ ids: ['b'], to: 'dog' }, dependencies, task);
    expect(await concepts(openAnew(store))).toEqual({ cat: ['a'], dog: ['c', 'b'] });
    await newConcept({ name: 'pet', ids: ['c'], source: 'selection' }, dependencies, task);
    await moveImages({ ids: ['c'], to: 'cat', from: 'pet' }, dependencies, task);
    expect(await concepts(openAnew(store))).toEqual({ cat: ['a', 'c'], dog: ['c', 'b'], pet: [] });
  });

  it('needs a concept that there is', async () => {
    expect(await failureOf(moveImages({ ids: ['a'], to: 'x' }, dependencies, task))).toEqual({
      kind: 'no-such-concept',
      concept: 'x',
    });
  });
});

describe('taking out', () => {
  it('removes an image from every concept with its file, and is remembered', async () => {
    await takeOut(['b'], dependencies, task);
    expect(await concepts(openAnew(store))).toEqual({ cat: ['a'], dog: ['c'] });
    expect(Object.keys(filesOf(store)).filter((path) => path.includes('/b.'))).toEqual([]);
    for (const slug of ['cat', 'dog']) expect(conceptOf(slug)).toMatchObject({ removed: ['b'] });
  });

  it.each([
    ['elsewhere', '../pictures/b.webp'],
    ['of another image, too', 'images/a.webp'],
    ['that is no image of the collection', 'collection.json'],
    ['in its caches', 'cache/lock.json'],
  ])('leaves a file %s', async (_, image) => {
    for (const slug of ['cat', 'dog']) {
      const path = `concepts/${slug}/b.json`;
      await store.write(path, ((await store.readText(path)) ?? '').replace('images/b.webp', image));
    }
    await store.write('cache/lock.json', '{}');
    const before = filesOf(store);
    await takeOut(['b'], dependencies, task);
    const after = filesOf(store);
    for (const path of ['images/a.webp', 'images/b.webp']) expect(after[path]).toBe(before[path]);
    expect(after).toHaveProperty(['collection.json']);
    expect(store.files.has('cache/lock.json')).toBe(true);
  });
});

describe('renaming', () => {
  it('changes the list, the folder and the prompt files, and the source is asked as before', async () => {
    const before = await store.readText('concepts/cat/a.json');
    await renameConcept('cat', '  Big   Cat', dependencies, task);
    expect(await concepts(openAnew(store))).toEqual({ 'Big Cat': ['a', 'b'], dog: ['c', 'b'] });
    expect(Object.keys(filesOf(store)).filter((path) => path.includes('/cat/'))).toEqual([]);
    expect(await store.readText('concepts/big-cat/a.json')).toBe(before?.replace('"cat"', '"Big Cat"'));
    expect(conceptOf('big-cat')).toMatchObject({ query: 'Big Cat = cat' });
  });

  it('may change no more than case: the folder stays', async () => {
    await renameConcept('cat', 'Cat', dependencies, task);
    expect(await concepts(openAnew(store))).toEqual({ Cat: ['a', 'b'], dog: ['c', 'b'] });
    expect(store.files.has('concepts/cat/a.json')).toBe(true);
  });

  it('moves another concept to the folder name that becomes free', async () => {
    await dependencies.collection.addConcept('CAT', true);
    const [slug = ''] = (await dependencies.collection.view()).concepts.flatMap((one) =>
      one.name === 'CAT' ? one.slug : [],
    );
    for (const file of ['a.json', 'concept.json'])
      await store.write(
        `concepts/${slug}/${file}`,
        ((await store.readText(`concepts/cat/${file}`)) ?? '').replaceAll('"cat"', '"CAT"'),
      );
    dependencies = openAnew(store);
    expect(await concepts(dependencies)).toEqual({ cat: ['a', 'b'], dog: ['c', 'b'], CAT: ['a'] });
    await deleteConcept('cat', dependencies, task);
    expect(await concepts(openAnew(store))).toEqual({ dog: ['c', 'b'], CAT: ['a'] });
    expect(store.files.has('images/a.webp')).toBe(true);
    await undoChange(dependencies, task);
    expect(await concepts(openAnew(store))).toEqual({ cat: ['a', 'b'], dog: ['c', 'b'], CAT: ['a'] });
  });

  it('is refused where another concept is called so, and for no name', async () => {
    for (const name of ['DOG', ' '])
      expect(await failureOf(renameConcept('cat', name, dependencies, task))).toMatchObject({
        kind: 'bad-argument',
      });
    expect(await renameConcept('cat', 'cat', dependencies, task)).toMatchObject({ files: 0 });
  });

  it('takes a damaged prompt file along as it is', async () => {
    await store.write('concepts/cat/b.json', '<<<<<<< HEAD');
    await renameConcept('cat', 'lion', dependencies, task);
    expect(await store.readText('concepts/lion/b.json')).toBe('<<<<<<< HEAD');
  });
});

describe('deleting', () => {
  it('removes prompt files, and images that no other concept uses; it says how many before', async () => {
    await store.write('concepts/cat/Notes.md', 'mine');
    expect(await deletionOf('cat', dependencies.collection)).toEqual({ name: 'cat', files: 3, images: 1 });
    await deleteConcept('cat', dependencies, task);
    expect(Object.keys(filesOf(store))).toEqual([
      ...[
        '.gitignore',
        'collection.json',
        'concepts/cat/Notes.md',
        'concepts/dog/b.json',
        'concepts/dog/c.json',
      ],
      ...['concepts/dog/concept.json', 'images/b.webp', 'images/c.webp'],
    ]);
  });

  it('leaves the image of a prompt file of another concept that is damaged: it may be repaired', async () => {
    await addImages(dependencies.collection, 'owl', ['a']);
    await store.write('concepts/owl/a.json', '{');
    dependencies = openAnew(store);
    await deleteConcept('cat', dependencies, task);
    expect(store.files.has('images/a.webp')).toBe(true);
  });
});
