import { isModal } from './dom.ts';

/**
 * Keeps the keyboard where the user is: where what has the focus is closed or goes away, it would go to the start of the
 * page.
 * @param focus Brings the keyboard to where it goes on.
 * @returns Looks whether the focus is lost; that happens after each click and key anyway.
 */
export function keepFocus(root: HTMLElement, focus: () => void): () => void {
  let last: Element | undefined;
  const check = (): void => {
    const active = document.activeElement;
    const isGone = last !== undefined && !(last.isConnected && last.checkVisibility());
    if (!isGone || isModal()) return;
    if (active === null || active === document.body || active === last) focus();
  };
  root.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element) last = target;
  });
  const checkLater = (): void => {
    setTimeout(check);
  };
  root.addEventListener('click', checkLater);
  // Whoever handles a key stops it.
  root.addEventListener('keydown', checkLater, { capture: true });
  return checkLater;
}
