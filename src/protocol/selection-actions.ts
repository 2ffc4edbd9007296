/** What can be done with the selected images. */
interface SelectionAction {
  /** For people, on the button. */
  readonly label: string;
  /** Of the Codicon font. */
  readonly icon: string;
  /** How many images it needs, and how many it takes. */
  readonly least: number;
  readonly most?: number;
}

/** Each is the command `lexiclip.<name>`, which reads the selection itself; in the order of the buttons. */
export const selectionActions = {
  tag: { label: 'Tag Images…', icon: 'tag', least: 1 },
  rate: { label: 'Rate Images…', icon: 'star-empty', least: 1 },
  moveToConcept: { label: 'Move to Concept…', icon: 'arrow-right', least: 1 },
  newConcept: { label: 'New Concept from Selection…', icon: 'new-folder', least: 1 },
  takeOut: { label: 'Take Out of Collection', icon: 'circle-slash', least: 1 },
  compare: { label: 'Compare Prompts', icon: 'diff', least: 2, most: 10 },
  compareInTable: { label: 'Compare in a Table', icon: 'table', least: 2, most: 10 },
  copyPrompts: { label: 'Copy Prompts', icon: 'copy', least: 1 },
  exportSelection: { label: 'Export Selection…', icon: 'export', least: 1 },
  pickSubset: { label: 'Pick Balanced Subset…', icon: 'list-selection', least: 2 },
} as const satisfies Readonly<Record<string, SelectionAction>>;

export type SelectionActionName = keyof typeof selectionActions;

export const selectionActionNames = Object.keys(selectionActions) as readonly SelectionActionName[];

/** Whether it can be done with so many images. */
export function canActOn(name: SelectionActionName, count: number): boolean {
  const { least, most = Infinity }: SelectionAction = selectionActions[name];
  return count >= least && count <= most;
}
