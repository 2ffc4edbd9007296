import { describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import { collectionState, type RunFacts } from '../../../src/core/explore/state.ts';
import type { CollectionSnapshot, ConceptSnapshot, ProjectionSnapshot } from '../../../src/core/reports.ts';
import {
  folderOf,
  nodeOf,
  TreeEntries,
  type TreeEntry,
  type WantedEntry,
} from '../../../src/vscode/tree/entries.ts';
import type { TreeNode } from '../../../src/vscode/tree/nodes.ts';
import { aboveImage, wantedFolder, wantedGroups, wantedUnreadable } from '../../../src/vscode/tree/wanted.ts';
import { device, model } from '../../fakes/collections.ts';

const folder = { name: 'drawings', index: 0, uri: 'file:///drawings' } as unknown as vscode.WorkspaceFolder;

function concept(name: string, prompts: Readonly<Record<string, string>>): ConceptSnapshot {
  return {
    name,
    slug: name,
    path: `concepts/${name}/concept.json`,
    query: name,
    source: 'lexica',
    requested: 2,
    fetchedAt: '',
    missing: [],
    images: Object.entries(prompts).map(([id, prompt]) => ({ id, prompt })),
  };
}

function map(name: string, createdAt = ''): ProjectionSnapshot {
  const path = `projections/${name}.json`;
  return { name, method: 'umap', parameters: {}, seed: 1, createdAt, model, device, points: 2, path };
}

const cat = concept('cat', { a: 'a cat', b: 'a cat, asleep' });
const dog = concept('dog', { c: 'a dog' });
const before: CollectionSnapshot = {
  concepts: [cat, dog],
  projections: [map('umap'), map('loose')],
  problems: [],
};

/** Shows `before`, then what it became; answers what is drawn anew, and a look-up by the end of an id. */
function change(after: CollectionSnapshot): {
  readonly redraw: string | readonly string[];
  readonly held: (id: string) => TreeEntry | undefined;
  readonly now: (id: string) => TreeEntry | undefined;
} {
  const entries = new TreeEntries();
  entries.update(wantedGroups(folder, before));
  const held = flat(entries);
  const redraw = entries.update(wantedGroups(folder, after));
  const now = flat(entries);
  const find = (list: readonly TreeEntry[]) => (id: string) => list.find((one) => one.id.endsWith(`/${id}`));
  const ids = redraw === 'everything' ? redraw : redraw.map(({ id }) => id.replace('file:///drawings/', ''));
  return { redraw: ids, held: find(held), now: find(now) };
}

/** All rows, with all that can be opened opened. */
function flat(entries: TreeEntries, list = entries.roots): readonly TreeEntry[] {
  return list.flatMap((entry) => [entry, ...flat(entries, entries.childrenOf(entry))]);
}

function nodeRange(node: TreeNode): readonly number[] | undefined {
  return node.kind === 'range' ? [node.first, node.last] : undefined;
}

describe('the rows of the tree', () => {
  it('are drawn once where nothing changed', () => {
    const { redraw, held, now } = change(structuredClone(before));
    expect(redraw).toEqual([]);
    expect(now('concepts/cat/a.json')).toBe(held('concepts/cat/a.json'));
  });

  it('are drawn anew one by one where what they show changed, and stay the same objects', () => {
    const told = concept('cat', { a: 'a black cat', b: 'a cat, asleep' });
    const projections = [map('umap', '2026-01-01'), map('loose')];
    const { redraw, held, now } = change({ ...before, concepts: [told, dog], projections });
    expect(redraw).toEqual(['concepts/cat/a.json', 'projections/umap.json']);
    expect(now('projections/umap.json')).toBe(held('projections/umap.json'));
    expect(nodeOf('prompt', held('concepts/cat/a.json'))?.prompt.prompt).toBe('a black cat');
  });

  it('are drawn anew with their children where the list of these changed', () => {
    const more = concept('dog', { c: 'a dog', d: 'a dog, running' });
    const { redraw, held, now } = change({ ...before, concepts: [cat, more] });
    expect(redraw).toEqual(['concepts/dog/concept.json']);
    expect(now('concepts/dog/c.json')).toBe(held('concepts/dog/c.json'));
    expect(now('concepts/dog/d.json')?.parent).toBe(now('concepts/dog/concept.json'));
  });

  it('are drawn anew as a group where it has more or fewer', () => {
    expect(change({ ...before, projections: [map('umap')] }).redraw).toEqual(['projections']);
    expect(change({ ...before, concepts: [dog, cat] }).redraw).toEqual(['concepts']);
  });

  it('are drawn anew altogether where the groups changed', () => {
    const problems = [
      { path: 'projections/wide.json', message: 'It is damaged.', opens: true, projection: 'wide' },
    ];
    const { redraw, held, now } = change({ ...before, problems });
    expect(redraw).toBe('everything');
    expect(now('concepts/cat/a.json')).toBe(held('concepts/cat/a.json'));
    expect(nodeOf('problem', now('problems/projections/wide.json'))?.problem.projection).toBe('wide');
  });

  it('are there once where a damaged collection names something twice', () => {
    const entries = new TreeEntries();
    const twice = { ...cat, images: [...cat.images, ...cat.images] };
    entries.update(wantedGroups(folder, { ...before, concepts: [twice, twice] }));
    const ids = flat(entries).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are made when they are first asked for, and kept up to date from then on', () => {
    const entries = new TreeEntries();
    const made: string[] = [];
    const watched = (images: ConceptSnapshot['images']): ConceptSnapshot => ({
      ...cat,
      images: new Proxy(images, {
        get(target, name): unknown {
          if (name !== 'length') made.push(String(name));
          return Reflect.get(target, name);
        },
      }),
    });
    entries.update(wantedGroups(folder, { ...before, concepts: [watched(cat.images)] }));
    const [row] = entries.roots[0]?.children ?? [];
    expect(made).toEqual([]);
    expect(row === undefined ? [] : entries.childrenOf(row)).toHaveLength(2);
    const told = concept('cat', { a: 'a black cat', b: 'a cat, asleep' });
    const redraw = entries.update(wantedGroups(folder, { ...before, concepts: [told] }));
    expect(redraw).toMatchObject([{ node: { prompt: { prompt: 'a black cat' } } }]);
  });

  it('of very many images are ranges, which are opened one by one', () => {
    const many = Object.fromEntries(Array.from({ length: 2500 }, (_, at) => [`i${at}`, 'a cat']));
    const entries = new TreeEntries();
    entries.update(wantedGroups(folder, { ...before, concepts: [concept('cat', many)] }));
    const [row] = entries.roots[0]?.children ?? [];
    const ranges = row === undefined ? [] : entries.childrenOf(row);
    expect(ranges.map(({ node }) => nodeRange(node))).toEqual([
      [1, 1000],
      [1001, 2000],
      [2001, 2500],
    ]);
    const rows = ranges.map((range) => entries.childrenOf(range));
    expect(rows.map(({ length }) => length)).toEqual([1000, 1000, 500]);
    expect(rows[2]?.at(-1)?.id).toMatch(/concepts\/cat\/i2499\.json$/);
    expect(new Set(rows.flat().map(({ id }) => id)).size).toBe(2500);
  });

  it('stay what they are when another folder comes and groups get a parent', () => {
    const entries = new TreeEntries();
    entries.update(wantedGroups(folder, before));
    const held = flat(entries);
    expect(entries.update([wantedFolder(folder, wantedGroups(folder, before))])).toBe('everything');
    for (const entry of held) expect(flat(entries)).toContain(entry);
    expect(held[0]?.parent?.node.kind).toBe('folder');
  });

  it('give way to one that says that nothing can be read', () => {
    const entries = new TreeEntries();
    entries.update(wantedGroups(folder, before));
    expect(entries.update(wantedUnreadable(folder, 'It is of a newer version.'))).toBe('everything');
    expect(entries.roots.map(({ node }) => node.kind)).toEqual(['unreadable']);
  });
});

describe('the rows of a collection that is not finished', () => {
  const facts = { images: 60, embedded: 24, maps: [] };
  const rows = (run: RunFacts): readonly TreeEntry[] => {
    const entries = new TreeEntries();
    entries.update(wantedGroups(folder, before, collectionState(facts, run)));
    return flat(entries);
  };

  it('are first what there is, and below it what leads on', () => {
    const [state, step] = rows({ isRunning: false, ended: { how: 'cancelled' } });
    expect(state?.node).toMatchObject({
      state: { label: '24 of 60 images are embedded.', title: 'Stopped' },
    });
    expect(step?.node).toEqual({ kind: 'step', folder, step: 'Continue' });
    expect(folderOf(step)).toBe(folder);
  });

  it('offer to embed only, beside what does more', () => {
    const steps = rows({ isRunning: false }).map(({ node }) =>
      node.kind === 'step' ? node.step : node.kind,
    );
    expect(steps.slice(0, 4)).toEqual(['state', 'Continue', 'Embed Only', 'concepts']);
  });

  it('offer to cancel while it is being worked on', () => {
    const steps = rows({ isRunning: true }).map(({ node }) => (node.kind === 'step' ? node.step : node.kind));
    expect(steps.slice(0, 3)).toEqual(['state', 'Cancel', 'concepts']);
  });

  it('are drawn anew only where a map has become another than its images', () => {
    const shown = (missing: number): readonly WantedEntry[] => {
      const maps = [{ name: 'umap', missing, gone: 0, isOther: false }];
      return wantedGroups(folder, before, collectionState({ ...facts, maps }, { isRunning: false }));
    };
    const entries = new TreeEntries();
    entries.update(shown(0));
    const redraw = entries.update(shown(3));
    expect(redraw).toEqual([flat(entries).find(({ id }) => id.endsWith('/umap.json'))]);
    expect(nodeOf('projection', redraw[0])?.outdated).toMatchObject({ missing: 3, gone: 0 });
  });
});

describe('what a command was called on', () => {
  it('is the entry of the tree', () => {
    const entries = new TreeEntries();
    entries.update(wantedGroups(folder, before));
    const [row] = entries.roots[0]?.children ?? [];
    expect(nodeOf('concept', row)?.concept).toBe(cat);
    expect(nodeOf('projection', row)).toBeUndefined();
  });

  it.each([undefined, null, 'concept', {}, { kind: 'concept' }])('is unknown where %j was given', (given) =>
    expect(nodeOf('concept', given)).toBeUndefined(),
  );
});

describe('the row of an image', () => {
  const many = concept(
    'many',
    Object.fromEntries(Array.from({ length: 2500 }, (_, index) => [`m${index}`, 'one of many'])),
  );
  const shown = (): TreeEntries => {
    const entries = new TreeEntries();
    entries.update(wantedGroups(folder, { ...before, concepts: [cat, dog, many] }));
    return entries;
  };
  const find = (entries: TreeEntries, path: string): TreeEntry | undefined =>
    entries.find(`${String(folder.uri)}/${path}`, aboveImage(folder, path));

  it('is found where nobody has opened its concept', () => {
    const row = find(shown(), 'concepts/dog/c.json');
    expect(row?.node).toMatchObject({ kind: 'prompt', prompt: { id: 'c' } });
    expect(row?.parent?.node).toMatchObject({ kind: 'concept', concept: { name: 'dog' } });
  });

  it('is found in its range of very many, and no other range is filled for it', () => {
    const entries = shown();
    const row = find(entries, 'concepts/many/m1500.json');
    expect(row?.parent?.node).toMatchObject({ kind: 'range', first: 1001, last: 2000 });
    const ranges = row?.parent?.parent?.children ?? [];
    expect(ranges.map(({ isOpened }) => isOpened)).toEqual([false, true, false]);
  });

  it('is none for what is not in the collection', () => {
    expect(find(shown(), 'concepts/dog/gone.json')).toBeUndefined();
    expect(find(shown(), 'concepts/fox/a.json')).toBeUndefined();
  });
});
