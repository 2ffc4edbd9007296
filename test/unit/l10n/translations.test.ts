import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sources } from '../sources.ts';
import { notForUsers } from './not-for-users.ts';
import { textsIn, type Text } from './texts.ts';

/** What is not translated: the command line, what language models read, and workers, which word nothing. */
const untranslated = /^src\/(cli|cli\.ts|workers|wasm|node\/mcp|core\/assistant|core\/metadata)(\/|$)/;

const texts = (await sources())
  .filter((file) => !untranslated.test(file))
  .map((file) => textsIn(file, readFileSync(path.join(root, file), 'utf8')));
const messages = new Map(texts.flatMap((one) => one.messages).map(({ text, at }) => [text, at]));

const told = (list: readonly Text[]): readonly string[] => list.map(({ at, text }) => `${at} ${text}`);

const placeholders = (text: string): string => [...text.matchAll(/\{[^}]+\}/g)].map(String).sort().join(' ');

describe.each(['de', 'zh-cn'])('the translations into %s', (language) => {
  const file = path.join(root, `l10n/bundle.l10n.${language}.json`);
  const bundle = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;

  it('have every message, and nothing that is not said', () => {
    expect([...messages].filter(([text]) => bundle[text] === undefined || bundle[text] === '')).toEqual([]);
    expect(Object.keys(bundle).filter((text) => !messages.has(text))).toEqual([]);
  });

  it('have the values of each message', () => {
    const differ = Object.entries(bundle).filter(
      ([message, translation]) => placeholders(message) !== placeholders(translation),
    );
    expect(differ).toEqual([]);
  });

  it('stand in the order of the alphabet, so that two changes merge', () => {
    const names = Object.keys(bundle);
    expect(names).toEqual([...names].sort());
  });
});

it('all messages are whole, and made when the language is known', () => {
  expect(messages.size).toBeGreaterThan(500);
  expect(told(texts.flatMap(({ faults }) => faults))).toEqual([]);
});

it('whatever users read can be translated', () => {
  const unsaid = texts.flatMap((one) => one.unsaid).filter(({ at, text }) => !notForUsers(at, text));
  expect(told(unsaid)).toEqual([]);
});

describe('a text that cannot be translated is found:', () => {
  const faultsOf = (source: string): readonly string[] =>
    textsIn('a.ts', source).faults.map(({ text }) => text);

  it.each([
    ['a part of a sentence', 'const f = () => `${l10n.t("Only")} found`;', 'a part of a sentence'],
    ['an addition', 'const f = () => l10n.t("Only") + name;', 'a part of a sentence'],
    ['a message that is put together', 'const f = () => l10n.t(`Only ${n}`);', 'not written out'],
    ['a constant', 'const title = l10n.t("Map");', 'before the language is known'],
  ])('%s', (_, source, fault) => {
    expect(faultsOf(source).join()).toContain(fault);
  });

  it('while whole sentences may follow each other', () => {
    expect(faultsOf('const f = () => `${l10n.t("Done.")} ${l10n.t("Go on.")}`;')).toEqual([]);
  });

  it('a sentence that is not passed on', () => {
    const source = 'showInformation("Nothing was found."); log.info("Nothing was found."); button("Cancel");';
    expect(textsIn('a.ts', source).unsaid.map(({ text }) => text)).toEqual(['Nothing was found.', 'Cancel']);
  });

  it('with its comment, as VS Code names it', () => {
    const source = 'const f = () => l10n.t({ message: "Set", comment: "A noun" });';
    expect(textsIn('a.ts', source).messages).toEqual([{ at: 'a.ts:1', text: 'Set/A noun' }]);
  });
});
