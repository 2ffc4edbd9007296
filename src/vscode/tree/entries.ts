import type { NodeOf, TreeNode } from './nodes.ts';

/** What the tree should show. */
export interface WantedEntry {
  /** The same for the same thing, whatever becomes of it. */
  readonly id: string;
  readonly node: TreeNode;
  /** Differs when the row has to be drawn anew; `node` may hold more than the row shows. */
  readonly look: string;
  readonly children: readonly WantedEntry[];
}

/**
 * A row of the tree. VS Code knows rows by these objects: there is one for each id, and it learns what is new about
 * what it stands for, so that a menu that was opened on it still acts on the right thing.
 */
export class TreeEntry {
  readonly id: string;
  node: TreeNode;
  look: string;
  parent: TreeEntry | undefined;
  children: readonly TreeEntry[] = [];

  constructor({ id, node, look }: WantedEntry) {
    this.id = id;
    this.node = node;
    this.look = look;
  }
}

/** What has to be drawn anew: the whole tree, or some rows (with their children, where their list changed). */
export type Redraw = 'everything' | readonly TreeEntry[];

/** The rows that there are, brought up to date in place. */
export class TreeEntries {
  #roots: readonly TreeEntry[] = [];
  #byId = new Map<string, TreeEntry>();

  get roots(): readonly TreeEntry[] {
    return this.#roots;
  }

  update(wanted: readonly WantedEntry[]): Redraw {
    const kept = new Map<string, TreeEntry>();
    const changed: TreeEntry[] = [];
    const place = (list: readonly WantedEntry[], parent: TreeEntry | undefined): readonly TreeEntry[] =>
      list.flatMap((one) => {
        // A damaged collection may name a thing twice; VS Code refuses a tree that does.
        if (kept.has(one.id)) return [];
        const known = this.#byId.get(one.id);
        const entry = known ?? new TreeEntry(one);
        kept.set(one.id, entry);
        const isRedrawn = entry.look !== one.look;
        entry.node = one.node;
        entry.look = one.look;
        entry.parent = parent;
        const before = entry.children;
        entry.children = place(one.children, entry);
        if (known !== undefined && (isRedrawn || differ(before, entry.children))) changed.push(entry);
        return [entry];
      });
    const before = this.#roots;
    this.#roots = place(wanted, undefined);
    this.#byId = kept;
    return differ(before, this.#roots) ? 'everything' : changed;
  }
}

function differ(before: readonly TreeEntry[], now: readonly TreeEntry[]): boolean {
  return before.length !== now.length || before.some((entry, index) => entry !== now[index]);
}

/** The folder of the row that a command was called on; undefined where it was called in another way. */
export function folderOf(given: unknown): TreeNode['folder'] | undefined {
  return given instanceof TreeEntry ? given.node.folder : undefined;
}

/** What a menu, a button or a row gave to a command, or undefined where there is none of that kind. */
export function nodeOf<K extends TreeNode['kind']>(kind: K, given: unknown): NodeOf<K> | undefined {
  return given instanceof TreeEntry && given.node.kind === kind ? (given.node as NodeOf<K>) : undefined;
}
