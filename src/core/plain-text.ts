/* Text that others wrote (ids, prompts, file contents, answers of servers) on its way to a user interface. */

/** Longer than any name and most sentences; a label that is longer than a row is cut by VS Code anyway. */
const LIMIT = 300;

/** How much of a text is looked at, in limits: what comes later would be cut in any case. */
const LOOKED_AT = 16;

/** ECMA-48: control sequences (colours, cursor) and strings (window titles, links), whole, so that no `[31m` is left. */
const TERMINAL_SEQUENCES =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)/g;

/** What breaks a line, and the Braille blank, which looks like a space and is none. */
const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029\u2800]+/g;
const SPACES = /\p{Zs}{2,}|(?! |\u00a0|\u202f|\u3000)\p{Zs}/gu;

/** Zero-width joiner and non-joiner, and the variation selectors, are kept where they do their work. */
const JOINER = '\\u200c\\u200d';
const SELECTOR = '\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}';
/** Invisible: controls, bidirectional marks, fillers, tags, lone surrogates. Arabic number signs are visible formats. */
const INVISIBLE = new RegExp(
  `(?![${JOINER}${SELECTOR}\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}])` +
    '[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Default_Ignorable_Code_Point}]',
  'gu',
);
const STRAY_SELECTOR = new RegExp(`(?<![^\\s${SELECTOR}${JOINER}])[${SELECTOR}]`, 'gu');

/** Scripts that join letters (Arabic, the Indic ones) and emoji do; Latin, Greek, Cyrillic and Han letters do not. */
const JOINED =
  '(?![\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{Script=Han}])' +
  '[\\p{L}\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f]';
const STRAY_JOINER = new RegExp(`(?<!${JOINED})[${JOINER}]|[${JOINER}](?!${JOINED})`, 'gu');

/** No script stacks more on a letter; “Zalgo” text does, over the lines above and below. */
const TOO_MANY_MARKS = /(?<=[\p{Mn}\p{Me}]{6})[\p{Mn}\p{Me}]+/gu;

/**
 * One line of visible characters that says what the text says and does nothing: no links (VS Code makes one of
 * `[text](command:…)` in notifications and below input boxes), no icons (`$(name)` in lists and in the status bar), no
 * line breaks, no control or format characters, no unbounded length.
 * @param limit The most UTF-16 code units to answer.
 */
export function plainText(text: string, limit = LIMIT): string {
  const looked = text.slice(0, limit * LOOKED_AT);
  const plain = visibleLine(looked)
    .replace(/\](?=\()/g, '] ')
    .replace(/\$(?=\()/g, '$ ');
  return plain.length > limit || looked.length < text.length ? cut(plain, limit) : plain;
}

/** The same where nothing makes links or icons of a text, as in an editor; as long as the text is. */
export function visibleLine(text: string): string {
  return text
    .replace(TERMINAL_SEQUENCES, '')
    .replace(LINE_BREAKS, ' ')
    .replace(INVISIBLE, '')
    .replace(STRAY_SELECTOR, '')
    .replace(STRAY_JOINER, '')
    .replace(TOO_MANY_MARKS, '')
    .replace(SPACES, ' ')
    .trim();
}

/** Of a path or an address within a sentence: what it names stands at its end. */
const INNER_LIMIT = 1000;

/** `value` with every string in it made plain. */
export function plainTexts<T>(value: T): T {
  if (typeof value === 'string') return plainText(value, INNER_LIMIT) as T;
  if (Array.isArray(value)) return value.map(plainTexts) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainTexts(inner)])) as T;
}

/** Never within a character that takes two code units, nor behind a joiner that then joins nothing. */
function cut(text: string, limit: number): string {
  const start = text.slice(0, Math.max(0, limit - 1));
  return `${start.replace(/[\ud800-\udbff]$/, '').replace(/[\s\u200c\u200d]+$/, '')}…`;
}
