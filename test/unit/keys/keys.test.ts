import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { keyAreas } from '../../../webview/keys/areas.ts';
import { commandOf, parsed, type KeyTable, type PressedKey } from '../../../webview/keys/chords.ts';
import { onKeys } from '../../../webview/keys/on-keys.ts';
import { shownKeys } from '../../../webview/keys/shown-keys.ts';
import * as tables from '../../../webview/keys/tables.ts';

class Pressed extends Event {
  readonly isComposing: boolean = false;
  constructor(pressed: PressedKey) {
    super('keydown', { bubbles: true, cancelable: true });
    Object.assign(this, pressed);
  }
}

/** The event of a chord. */
function press(chord: string): PressedKey {
  const { key, isMod, isAlt, isShift } = parsed(chord);
  const name = { Space: ' ', Letter: 'é' }[key] ?? (isShift && key.length === 1 ? key.toUpperCase() : key);
  return { key: name, ctrlKey: isMod, metaKey: false, altKey: isAlt, shiftKey: isShift };
}

const { editorKeys, ...pageTables } = tables;
const ofPage = Object.entries<KeyTable>(pageTables).filter(([name]) => name !== 'arrowKeys');

describe.each(ofPage)('%s', (_name, table) => {
  const chords = Object.entries(table).flatMap(([command, { keys }]) =>
    keys.map((chord) => [chord, command] as const),
  );

  it.each(chords)('%s runs %s, and nothing else does', (chord, command) => {
    const ran: string[] = [];
    const target = new EventTarget();
    const handlers = Object.fromEntries(Object.keys(table).map((name) => [name, () => ran.push(name)]));
    onKeys(target as never, table, handlers);
    const event = new Pressed(press(chord));
    target.dispatchEvent(event);
    expect(ran).toEqual([command]);
    expect(event.defaultPrevented).toBe(true);
    const others = Object.fromEntries(Object.entries(table).filter(([name]) => name !== command));
    expect(commandOf(others, press(chord))).toBeUndefined();
  });
});

it('leaves a key to the editor that has nothing to do, or is not active', () => {
  const table = { close: { keys: ['Escape'], does: () => 'Close' } };
  for (const [handler, isActive] of [
    [() => false, () => true],
    [() => expect.unreachable(), () => false],
  ] as const) {
    const target = new EventTarget();
    onKeys(target as never, table, { close: handler }, isActive);
    const event = new Pressed(press('Escape'));
    target.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  }
});

it('knows modifiers, except Shift at signs that some keyboards have above it', () => {
  const table = { undo: { keys: ['Mod+z'], does: () => '' }, keys: { keys: ['?', '/'], does: () => '' } };
  expect(commandOf(table, { ...press('Mod+z'), metaKey: true, ctrlKey: false })).toBe('undo');
  expect(commandOf(table, press('Mod+Shift+z'))).toBeUndefined();
  expect(commandOf(table, press('z'))).toBeUndefined();
  expect(commandOf(table, { ...press('?'), shiftKey: true })).toBe('keys');
  expect(commandOf(table, { ...press('/'), shiftKey: true })).toBe('keys');
  expect(commandOf(table, press('Mod+/'))).toBeUndefined();
  expect(commandOf({ letter: { keys: ['Letter'], does: () => '' } }, press('7'))).toBeUndefined();
});

it('shows keys as people read them', () => {
  expect(shownKeys(tables.mapKeys.move.keys, 'Cmd')).toEqual(['Arrows']);
  expect(shownKeys(tables.mapKeys.extend.keys, 'Cmd')).toEqual(['Shift+Arrows']);
  expect(shownKeys(tables.curateKeys.rate.keys, 'Cmd')).toEqual(['1\u00a0to\u00a05']);
  expect(shownKeys(['Mod+Shift+z', 'Mod+y'], 'Cmd')).toEqual(['Cmd+Shift+Z', 'Cmd+Y']);
  expect(shownKeys(['Mod+k Alt+m'], 'Cmd')).toEqual(['Cmd+K Alt+M']);
  expect(shownKeys(['Alt+ArrowLeft', '+', 'Space'], 'Cmd')).toEqual(['Alt+Left', '+', 'Space']);
});

describe('the list of keys', () => {
  const folder = join(import.meta.dirname, '../../../webview');
  let sources: readonly (readonly [file: string, text: string])[] = [];
  beforeAll(async () => {
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ts'));
    sources = await Promise.all(
      files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const),
    );
  });
  const listed = new Set(keyAreas(true).flatMap((area) => area.tables));

  it('lists every table', () => expect(new Set(Object.values<unknown>(tables))).toEqual(listed));

  it('lists only what is listened to', () => {
    const installed = sources.flatMap(([, text]) =>
      [...text.matchAll(/onKeys\(\s*[^,]+,\s*(\w+Keys)\b/g)].map(([, name]) => name ?? ''),
    );
    expect([...new Set(installed)].sort()).toEqual(ofPage.map(([name]) => name).sort());
  });

  it('lists everything: no part of the page listens to keys by other means', () => {
    const listening = sources.flatMap(([file, text]) => (text.includes("'keydown'") ? [file] : []));
    // One dispatches; the others stop what is not meant for the map, and look where the focus is.
    expect(listening.sort()).toEqual([
      'compare/compare-table.ts',
      'keep-focus.ts',
      'keys/on-keys.ts',
      'map-form/map-form-dialog.ts',
    ]);
  });

  it("says VS Code's shortcuts as package.json contributes them", () => {
    const contributed = manifest.contributes.keybindings.map(({ command, key }) => [command, key]);
    const said = Object.entries(editorKeys).map(([command, { keys }]) => [
      command,
      keys.join().replaceAll('Mod', 'ctrl').toLowerCase(),
    ]);
    expect(said.sort()).toEqual(contributed.sort());
    for (const { key, when, ...platforms } of manifest.contributes.keybindings) {
      expect(when).not.toBe('');
      if ('mac' in platforms) expect(platforms.mac).toBe(key.replace('ctrl', 'cmd'));
    }
  });
});
