import * as l10n from '@vscode/l10n';
/** What can be done with the selected images. */
interface SelectionAction {
  /** Of the Codicon font. */
  readonly icon: string;
  /** How many images it needs, and how many it takes. */
  readonly least: number;
  readonly most?: number;
}

/** Each is the command `lexiclip.<name>`, which reads the selection itself; in the order of the buttons. */
export const selectionActions = {
  tag: { icon: 'tag', least: 1 },
  rate: { icon: 'star-empty', least: 1 },
  moveToConcept: { icon: 'arrow-right', least: 1 },
  newConcept: { icon: 'new-folder', least: 1 },
  takeOut: { icon: 'circle-slash', least: 1 },
  compare: { icon: 'diff', least: 2, most: 10 },
  compareInTable: { icon: 'table', least: 2, most: 10 },
  copyPrompts: { icon: 'copy', least: 1 },
  exportSelection: { icon: 'export', least: 1 },
  pickSubset: { icon: 'list-selection', least: 2 },
} as const satisfies Readonly<Record<string, SelectionAction>>;

export type SelectionActionName = keyof typeof selectionActions;

/** What its button is called. */
export function selectionActionLabel(name: SelectionActionName): string {
  switch (name) {
    case 'tag':
      return l10n.t('Tag Images…');
    case 'rate':
      return l10n.t('Rate Images…');
    case 'moveToConcept':
      return l10n.t('Move to Concept…');
    case 'newConcept':
      return l10n.t('New Concept from Selection…');
    case 'takeOut':
      return l10n.t('Take Out of Collection');
    case 'compare':
      return l10n.t('Compare Prompts');
    case 'compareInTable':
      return l10n.t('Compare in a Table');
    case 'copyPrompts':
      return l10n.t('Copy Prompts');
    case 'exportSelection':
      return l10n.t('Export Selection…');
    case 'pickSubset':
      return l10n.t('Pick Balanced Subset…');
  }
}

export const selectionActionNames = Object.keys(selectionActions) as readonly SelectionActionName[];

/** Whether it can be done with so many images. */
export function canActOn(name: SelectionActionName, count: number): boolean {
  const { least, most = Infinity }: SelectionAction = selectionActions[name];
  return count >= least && count <= most;
}
