import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import german from '../../../package.nls.de.json' with { type: 'json' };
import english from '../../../package.nls.json' with { type: 'json' };
import chinese from '../../../package.nls.zh-cn.json' with { type: 'json' };

/** What VS Code shows of package.json, by the names of properties. */
const shown =
  /^(title|shortTitle|category|description|markdownDescription|(markdownE|e)numDescriptions|enumItemLabels|(markdownD|d)eprecationMessage|patternErrorMessage|errorMessage|contents|contextualTitle|displayName|userDescription|label|altText|tooltip|placeholder)$/;
/** Conditions, keys, what the palette finds besides the title, and what only language models read. */
const technical =
  /^(when|enablement|key|mac|linux|win|completionEvents|original|modelDescription|inputSchema)$/;
/** A name in every language. */
const PRODUCT = 'LexiCLIP';

interface Text {
  readonly at: string;
  readonly text: string;
}

/** The texts below a property that is shown to users, and elsewhere those of several words. */
function shownTexts(value: unknown, at: string, isShown: boolean): readonly Text[] {
  if (typeof value === 'string')
    return isShown || /\p{L}[.,;:]? \p{L}/u.test(value) ? [{ at, text: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (technical.test(name)) return [];
    const isName = name === 'name' && at.startsWith('contributes.views.');
    // The text of an object `{ value, original }` or of a list is the property's own.
    const inherits = isShown && (name === 'value' || Array.isArray(value));
    return shownTexts(inner, `${at}.${name}`, inherits || isName || shown.test(name));
  });
}

const { description, capabilities, contributes } = manifest;
const texts = [
  { at: 'description', text: description },
  ...shownTexts(capabilities, 'capabilities', false),
  ...shownTexts(contributes, 'contributes', false),
];

const KEY = /^%([\w.]+)%$/;
const used = new Set([...JSON.stringify(manifest).matchAll(/"%([^"]+)%"/g)].map(([, key = '']) => key));

it('says everything in package.json by keys', () => {
  expect(texts.length).toBeGreaterThan(150);
  expect(texts.filter(({ text }) => text !== PRODUCT && !KEY.test(text))).toEqual([]);
});

it('has a text for each key of package.json, and none that is not used', () => {
  expect(Object.keys(english).sort()).toEqual([...used].sort());
});

/** What a translation keeps: links, code, settings, placeholders, and the lines that are buttons. */
function marks(text: string): readonly string[] {
  const found = text.match(/\]\([^)]*\)|`[^`]*`|#[\w.]+#|\$?\{[^}]*\}|\$\([^)]*\)|%|…/g) ?? [];
  const buttons = text.split('\n').flatMap((line) => /^\[[^\]]+\](\(.*\))$/.exec(line)?.[1] ?? []);
  return [...found.sort(), ...buttons, `${text.split('\n').length} lines`];
}

describe.each<[string, Readonly<Record<string, string>>]>([
  ['German', german],
  ['Chinese', chinese],
])('in %s', (_, translated) => {
  it('has the same keys in the same order', () => {
    expect(Object.keys(translated)).toEqual(Object.keys(english));
  });

  it.each(Object.entries(english))('%s is translated, with its links and marks', (key, text) => {
    const translation = translated[key] ?? '';
    expect(translation.trim()).not.toBe('');
    // One word can be the same in two languages; a sentence that is the same was forgotten.
    if (text.includes(' ')) expect(translation).not.toBe(text);
    expect(marks(translation)).toEqual(marks(text));
  });
});
