import { onKeys, type KeyEvent } from './keys/on-keys.ts';
import { groupKeys } from './keys/tables.ts';

interface RovingOptions {
  /** Whether what gets the focus by a key is chosen: among radio buttons and tabs. */
  readonly chooses?: boolean;
}

/**
 * Makes the controls of a group one stop of the Tab key, among which the arrow keys move (W3C, ARIA Authoring Practices,
 * "Toolbar", "Radio Group" and "Tabs"). Controls may come, go, hide and be disabled.
 */
export function roving(group: HTMLElement, { chooses = false }: RovingOptions = {}): void {
  let last: HTMLElement | undefined;
  const usable = (): HTMLElement[] =>
    [...group.querySelectorAll<HTMLElement>('button, select, input')].filter(
      (control) => !control.matches(':disabled') && control.closest('[hidden], [role="menu"]') === null,
    );
  const update = (): void => {
    const all = usable();
    const focused = all.find((control) => control === document.activeElement);
    const chosen = all.find((control) => control.ariaChecked === 'true' || control.ariaSelected === 'true');
    const stop =
      focused ?? (chooses ? chosen : undefined) ?? all.find((control) => control === last) ?? all[0];
    if (focused !== undefined) last = focused;
    for (const control of all) {
      const tabIndex = control === stop ? 0 : -1;
      if (control.tabIndex !== tabIndex) control.tabIndex = tabIndex;
    }
  };
  const go = (event: KeyEvent, place: (at: number, count: number) => number): boolean => {
    const all = usable();
    const at = all.findIndex((control) => control === event.target);
    if (at === -1 || isItsOwn(event)) return false;
    const next = all[place(at, all.length)];
    next?.focus();
    if (chooses) next?.click();
    return true;
  };
  onKeys(group, groupKeys, {
    next: (event) => go(event, (at, count) => (at + 1) % count),
    previous: (event) => go(event, (at, count) => (at + count - 1) % count),
    first: (event) => go(event, () => 0),
    last: (event) => go(event, (_at, count) => count - 1),
  });
  group.addEventListener('focusin', update);
  new MutationObserver(update).observe(group, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['hidden', 'disabled', 'aria-checked', 'aria-selected'],
  });
  update();
}

/** Whether a key changes the value of the control that has the focus: Left and Right lead on from lists and sliders, too. */
function isItsOwn({ key, target }: KeyEvent): boolean {
  const hasValue = target instanceof HTMLSelectElement || target instanceof HTMLInputElement;
  return hasValue && key !== 'ArrowLeft' && key !== 'ArrowRight';
}
