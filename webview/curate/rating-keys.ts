import { BEST_RATING } from '../../src/core/collection/schema.ts';

export interface RatingKeyListener {
  /** 1 to 5, or 0 for no rating. */
  onRate(rating: number): void;
  onTag(): void;
}

/** Rates by 1 to 5, takes the rating away by Backspace and asks for tags by T, wherever the focus is but in a field. */
export function onRatingKeys(root: HTMLElement, listener: RatingKeyListener): void {
  root.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey || event.metaKey || event.ctrlKey || isField(event.target))
      return;
    const rating = /^[1-9]$/.test(event.key) ? Number(event.key) : Infinity;
    if (rating <= BEST_RATING) listener.onRate(rating);
    else if (event.key === 'Backspace') listener.onRate(0);
    else if (event.key.toLowerCase() === 't' && !event.shiftKey) listener.onTag();
    else return;
    event.preventDefault();
  });
}

/** Whether keys are typed into it, or choose in it. */
function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}
