/** What keys do, once. */
interface KeyCommand {
  /**
   * Chords such as `Mod+Shift+z` or `Alt+ArrowLeft`. `Mod` is Ctrl or Cmd, `Space` the space bar, `Letter` any letter; other
   * keys are named as `KeyboardEvent.key` names them.
   */
  readonly keys: readonly string[];
  /** For people. */
  readonly does: () => string;
}

/** What the keys of a part of the page do. Keys are dispatched by it and listed from it. */
export type KeyTable<Name extends string = string> = Readonly<Record<Name, KeyCommand>>;

/** What an event tells of a key. */
export interface PressedKey {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

interface Chord {
  readonly key: string;
  readonly isMod: boolean;
  readonly isAlt: boolean;
  readonly isShift: boolean;
}

/** The command that a key runs, or undefined where it runs none. */
export function commandOf<Name extends string>(table: KeyTable<Name>, pressed: PressedKey): Name | undefined {
  return (Object.keys(table) as Name[]).find((name) => isPressed(table[name], pressed));
}

/** Whether a key is one of a command's. */
function isPressed({ keys }: KeyCommand, pressed: PressedKey): boolean {
  return keys.some((chord) => matches(parsed(chord), pressed));
}

/** The four arrow keys with the same modifiers. @param modifiers Such as `Shift+`. */
export function arrowKeys(modifiers = ''): readonly string[] {
  return ['Left', 'Right', 'Up', 'Down'].map((direction) => `${modifiers}Arrow${direction}`);
}

/** The parts of a chord. */
export function parsed(chord: string): Chord {
  const key = chord.endsWith('+') ? '+' : (chord.split('+').at(-1) ?? '');
  const modifiers = chord.slice(0, chord.length - key.length).split('+');
  return {
    key,
    isMod: modifiers.includes('Mod'),
    isAlt: modifiers.includes('Alt'),
    isShift: modifiers.includes('Shift'),
  };
}

function matches({ key, isMod, isAlt, isShift }: Chord, pressed: PressedKey): boolean {
  const named = pressed.key === ' ' ? 'Space' : pressed.key;
  const isLetter = /^\p{L}$/u.test(named);
  if (key === 'Letter' ? !isLetter : key !== (named.length === 1 ? named.toLowerCase() : named)) return false;
  if (isMod !== (pressed.ctrlKey || pressed.metaKey) || isAlt !== pressed.altKey) return false;
  // Some keyboards have digits and signs above Shift.
  const isSign = named.length === 1 && !isLetter;
  return isSign || isShift === pressed.shiftKey;
}
