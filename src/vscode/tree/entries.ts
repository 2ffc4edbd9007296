import type { NodeOf, TreeNode } from './nodes.ts';

/** What the tree should show. */
export interface WantedEntry {
  /** The same for the same thing, whatever becomes of it. */
  readonly id: string;
  readonly node: TreeNode;
  /** Differs when the row has to be drawn anew; `node` may hold more than the row shows. */
  readonly look: string;
  /** A function for rows that are made when their parent is opened. */
  readonly children: readonly WantedEntry[] | (() => readonly WantedEntry[]);
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
  /** Those that have been made: where they are made later, none before the entry is opened. */
  children: readonly TreeEntry[] = [];
  later: (() => readonly WantedEntry[]) | undefined;
  isOpened = false;

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
    const before = this.#roots;
    this.#roots = this.#place(wanted, undefined, kept, changed);
    this.#byId = kept;
    return differ(before, this.#roots) ? 'everything' : changed;
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /** The rows below a row, made now where nobody has asked for them before. */
  childrenOf(entry: TreeEntry): readonly TreeEntry[] {
    if (entry.later !== undefined && !entry.isOpened) {
      entry.isOpened = true;
      entry.children = this.#place(entry.later(), entry, this.#byId, []);
    }
    return entry.children;
  }

  /**
   * The row of an id, made now where nobody has opened what it is in.
   * @param isAbove Whether it may be below a row.
   */
  find(id: string, isAbove: (node: TreeNode) => boolean): TreeEntry | undefined {
    const within = (entries: readonly TreeEntry[]): TreeEntry | undefined => {
      for (const entry of entries) {
        const found =
          entry.id === id ? entry : isAbove(entry.node) ? within(this.childrenOf(entry)) : undefined;
        if (found !== undefined) return found;
      }
      return undefined;
    };
    return within(this.#roots);
  }

  /**
   * @param kept Takes the entries by their ids.
   * @param changed Takes those that have to be drawn anew.
   */
  #place(
    list: readonly WantedEntry[],
    parent: TreeEntry | undefined,
    kept: Map<string, TreeEntry>,
    changed: TreeEntry[],
  ): readonly TreeEntry[] {
    return list.flatMap((one) => {
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
      const { children } = one;
      entry.later = typeof children === 'function' ? children : undefined;
      const wanted = typeof children !== 'function' ? children : entry.isOpened ? children() : [];
      entry.children = this.#place(wanted, entry, kept, changed);
      if (known !== undefined && (isRedrawn || differ(before, entry.children))) changed.push(entry);
      return [entry];
    });
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
