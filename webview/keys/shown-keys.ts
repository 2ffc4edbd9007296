import { parsed } from './chords.ts';

/** Chords as people read them: those that belong together as one. @param modifier What `Mod` is called. */
export function shownKeys(keys: readonly string[], modifier: string): readonly string[] {
  const shown: string[] = [];
  for (const key of keys) {
    const text = (one: string): string =>
      one.replace(/\w+$/, (name) => collective(keys, key) ?? keyNames[name] ?? capital(name));
    const chord = key.split(' ').map(text).join(' ').replaceAll('Mod', modifier);
    if (!shown.includes(chord)) shown.push(chord);
  }
  return shown;
}

const keyNames: Readonly<Record<string, string>> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  PageUp: 'Page\u00a0Up',
  PageDown: 'Page\u00a0Down',
  ContextMenu: 'Menu',
};

/** The name of all arrow keys, or of a row of digits, where a key is among such. */
function collective(keys: readonly string[], key: string): string | undefined {
  const modifiers = key.slice(0, key.length - parsed(key).key.length);
  const arrows = keys.filter((other) => other.startsWith(`${modifiers}Arrow`));
  if (key.startsWith(`${modifiers}Arrow`) && arrows.length === 4) return 'Arrows';
  const digits = keys.filter((other) => /^\d$/.test(other));
  return /^\d$/.test(key) && digits.length > 2
    ? `${digits[0] ?? ''}\u00a0to\u00a0${digits.at(-1) ?? ''}`
    : undefined;
}

function capital(name: string): string {
  return name.length === 1 ? name.toUpperCase() : name;
}
