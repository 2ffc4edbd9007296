import type { Direction } from '../../src/core/explore/navigation.ts';
import type { PressedKey } from '../keys/chords.ts';
import { onKeys } from '../keys/on-keys.ts';
import { mapKeys } from '../keys/tables.ts';

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

/** Everything that the pointer can do on the map, from the keyboard. What the whole page listens to is in page-keys.ts. */
export function onMapKeys(surface: HTMLElement, listener: KeyListener): void {
  onKeys(surface, mapKeys, {
    move: (event) => listener.onArrow(directionOf(event)),
    extend: (event) => listener.onExtend(directionOf(event)),
    open: () => listener.onEnter(false),
    pin: () => listener.onEnter(true),
    select: () => listener.onSpace(),
    rotate: (event) => {
      const direction = directionOf(event);
      if (listener.onRotate(direction)) return true;
      const steps = { left: -1, right: 1, up: 0, down: 0 }[direction];
      if (steps !== 0) listener.onGo(steps);
      return steps !== 0;
    },
    zoomIn: () => listener.onZoom(1),
    zoomOut: () => listener.onZoom(-1),
    reset: () => listener.onReset(),
    leave: () => listener.onEscape(),
  });
}

function directionOf({ key }: PressedKey): Direction {
  return key.replace('Arrow', '').toLowerCase() as Direction;
}
