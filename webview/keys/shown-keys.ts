import * as l10n from '@vscode/l10n';
import { parsed } from './chords.ts';

/** Chords as people read them: those that belong together as one. @param modifier What `Mod` is called. */
export function shownKeys(keys: readonly string[], modifier: string): readonly string[] {
  const shown: string[] = [];
  const shift = l10n.t({ message: 'Shift', comment: 'A key' });
  for (const key of keys) {
    const text = (one: string): string =>
      one.replace(/\w+$/, (name) => collective(keys, key) ?? printedOn(name) ?? capital(name));
    const chord = key.split(' ').map(text).join(' ').replaceAll('Mod', modifier).replaceAll('Shift', shift);
    if (!shown.includes(chord)) shown.push(chord);
  }
  return shown;
}

/** What is printed on a key; undefined where that is its name. */
function printedOn(key: string): string | undefined {
  switch (key) {
    case 'ArrowLeft':
      return l10n.t('Left');
    case 'ArrowRight':
      return l10n.t('Right');
    case 'ArrowUp':
      return l10n.t('Up');
    case 'ArrowDown':
      return l10n.t('Down');
    case 'PageUp':
      return l10n.t('Page\u00a0Up');
    case 'PageDown':
      return l10n.t('Page\u00a0Down');
    case 'ContextMenu':
      return l10n.t({ message: 'Menu', comment: 'A key' });
    case 'Enter':
      return l10n.t({ message: 'Enter', comment: 'A key' });
    case 'Escape':
      return l10n.t({ message: 'Escape', comment: 'A key' });
    case 'Space':
      return l10n.t({ message: 'Space', comment: 'A key' });
    case 'Backspace':
      return l10n.t({ message: 'Backspace', comment: 'A key' });
    case 'Delete':
      return l10n.t({ message: 'Delete', comment: 'A key' });
    case 'Home':
      return l10n.t({ message: 'Home', comment: 'A key' });
    case 'End':
      return l10n.t({ message: 'End', comment: 'A key' });
    case 'Letter':
      return l10n.t('Letter');
    default:
      return undefined;
  }
}

/** The name of all arrow keys, or of a row of digits, where a key is among such. */
function collective(keys: readonly string[], key: string): string | undefined {
  const modifiers = key.slice(0, key.length - parsed(key).key.length);
  const arrows = keys.filter((other) => other.startsWith(`${modifiers}Arrow`));
  if (key.startsWith(`${modifiers}Arrow`) && arrows.length === 4) return l10n.t('Arrows');
  const digits = keys.filter((other) => /^\d$/.test(other));
  return /^\d$/.test(key) && digits.length > 2
    ? l10n.t('{0}\u00a0to\u00a0{1}', digits[0] ?? '', digits.at(-1) ?? '')
    : undefined;
}

function capital(name: string): string {
  return name.length === 1 ? name.toUpperCase() : name;
}
