import type { Direction } from '../../src/core/explore/navigation.ts';

export interface KeyListener {
  onArrow(direction: Direction): void;
  /** The same, and what is passed is selected. */
  onExtend(direction: Direction): void;
  /** Whether there was something to turn; where not, the key is the editor's. */
  onRotate(direction: Direction): boolean;
  /** Back (-1) or forward through what was opened. */
  onGo(steps: number): void;
  onEnter(pin: boolean): void;
  /** Selects what has the focus, or takes it out. */
  onSpace(): void;
  /** Positive steps come closer. */
  onZoom(steps: number): void;
  onReset(): void;
  onEscape(): void;
}

const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** Everything that the pointer can do on the map, from the keyboard. What the whole page listens to is in page-keys.ts. */
export function onMapKeys(surface: HTMLElement, listener: KeyListener): void {
  surface.addEventListener('keydown', (event) => {
    const direction = arrows[event.key];
    const steps = { left: -1, right: 1, up: 0, down: 0 }[direction ?? 'up'];
    const isTurned = event.altKey && direction !== undefined && listener.onRotate(direction);
    if (event.altKey && !isTurned && steps !== 0) listener.onGo(steps);
    if (isTurned || (event.altKey && steps !== 0)) {
      event.preventDefault();
      // VS Code listens at the window, and would go back in its history.
      event.stopPropagation();
      return;
    }
    // Other keys with Ctrl, Alt or Meta are the editor's, except Ctrl+Enter.
    if (event.altKey || event.metaKey || (event.ctrlKey && event.key !== 'Enter')) return;
    if (direction !== undefined && event.shiftKey) listener.onExtend(direction);
    else if (direction !== undefined) listener.onArrow(direction);
    else if (event.key === 'Enter') listener.onEnter(event.shiftKey || event.ctrlKey);
    else if (event.key === ' ') listener.onSpace();
    else if (event.key === '+' || event.key === '=') listener.onZoom(1);
    else if (event.key === '-') listener.onZoom(-1);
    else if (event.key === '0') listener.onReset();
    else if (event.key === 'Escape') listener.onEscape();
    else return;
    event.preventDefault();
  });
}
