import * as l10n from '@vscode/l10n';
import { describeOutdated, describeState, stepLabel } from '../../src/core/explore/describe-state.ts';
import type { ProjectionView } from '../../src/core/explore/map.ts';
import { outdatedMap, type CollectionState, type NextStep } from '../../src/core/explore/state.ts';
import { element } from '../dom.ts';
import { messageScreen } from './message.ts';

export interface StateListener {
  readonly onExplore: () => void;
  readonly onRun: (action: NextStep) => void;
}

/** In the place of a map: how far the collection is, and what leads on. */
export function stateScreen(
  state: CollectionState | undefined,
  { onExplore, onRun }: StateListener,
): HTMLElement {
  const told = state && describeState(state);
  if (told === undefined)
    return messageScreen(
      l10n.t('No map yet'),
      [l10n.t('Name some concepts, such as “cat, dog, tomato”, and their images become a map.')],
      { label: l10n.t('Explore Concepts'), run: onExplore },
    );
  const { title, paragraphs, action, alone } = told;
  // What is being done is below, with its own way to cancel it.
  if (action === 'Cancel') return messageScreen(title, paragraphs);
  const main = { label: stepLabel(action), run: () => onRun('continue') };
  return alone === undefined
    ? messageScreen(title, paragraphs, main)
    : messageScreen(title, paragraphs, main, { label: stepLabel(alone), run: () => onRun('embed') });
}

/** A button of the notice. */
interface Step {
  readonly label: string;
  readonly action: NextStep;
  readonly projection?: string;
}

/** Above the status line: what a map lacks, and what brings it up to date. Hidden where it lacks nothing. */
export class Notice {
  readonly element = element('div', 'notice');
  readonly #onRun: (action: NextStep, projection?: string) => void;
  #shown = '';

  constructor(onRun: (action: NextStep, projection?: string) => void) {
    this.#onRun = onRun;
    this.element.role = 'status';
    this.element.hidden = true;
  }

  show(state: CollectionState | undefined, { name, method, liveLayout }: ProjectionView): void {
    const isDone = method !== 'preview' && liveLayout !== true && state?.isRunning !== true;
    const told = isDone && state !== undefined ? describeState(state) : undefined;
    const outdated = isDone ? outdatedMap(state, name) : undefined;
    // A button that is pressed or has the focus is not replaced by its like.
    const look = JSON.stringify([name, told, outdated]);
    if (look === this.#shown) return;
    this.#shown = look;
    this.element.hidden = told === undefined && outdated === undefined;
    if (told !== undefined)
      this.#tell(told.paragraphs.join(' '), { label: stepLabel(told.action), action: 'continue' });
    else if (outdated !== undefined) {
      const others = state?.kind === 'mapped' && state.outdated.length > 1;
      const all = others ? [{ label: l10n.t('Update All Maps'), action: 'update' } as const] : [];
      this.#tell(
        describeOutdated(outdated),
        { label: l10n.t('Update'), action: 'update', projection: name },
        ...all,
      );
    }
  }

  #tell(text: string, ...steps: readonly Step[]): void {
    const icon = element('span', 'codicon codicon-info');
    icon.ariaHidden = 'true';
    const buttons = steps.map(({ label, action, projection }) => {
      const button = element('button', 'button notice-action', label);
      button.type = 'button';
      button.addEventListener('click', () => this.#onRun(action, projection));
      return button;
    });
    this.element.replaceChildren(icon, element('span', 'notice-text', text), ...buttons);
  }
}
