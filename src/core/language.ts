import * as l10n from '@vscode/l10n';

/** Sentences by what they are in English, in the format of VS Code's bundles: `{0}` and `{name}` stand for values. */
export type Translations = Readonly<Record<string, string>>;

/** A language that everything is said in: English where there are no translations. */
export interface Language {
  /** By BCP 47: `de`, `zh-cn`. */
  readonly tag: string;
  readonly translations: Translations;
}

const english: Language = { tag: 'en', translations: {} };

let spoken = english;

/** Says everything in a language from now on. Texts that were made before keep theirs, so none is made while modules load. */
export function speak(language: Language | undefined): void {
  spoken = language ?? english;
  l10n.config({ contents: spoken.translations });
}

/** Makes texts in English whatever is spoken: what is kept in files, and what language models read. */
export function inEnglish<Text>(make: () => Text): Text {
  const before = spoken;
  speak(english);
  try {
    return make();
  } finally {
    speak(before);
  }
}

/** What is spoken. Its tag is for numbers and dates, which have the language of the sentence around them. */
export function spokenLanguage(): Language {
  return spoken;
}

/** A number as the language groups its digits: `1,200`. */
export function localNumber(value: number): string {
  return value.toLocaleString(spoken.tag);
}

/** A number with so many decimals, as the language writes them: `0.42`, in German `0,42`. */
export function localDecimal(value: number, digits: number): string {
  return formatOf({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** A number as it is set, with the decimals that it has: `0.1`, in German `0,1`. Years and seeds are not grouped. */
export function localFigure(value: number): string {
  return formatOf({ useGrouping: false, maximumFractionDigits: 20 }).format(value);
}

/** By language and options: to make one takes longer than to write a hundred numbers with it. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([spoken.tag, options]);
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(spoken.tag, options);
    formats.set(key, format);
  }
  return format;
}

/** When something was made, to the minute. @param when As `Date` takes it. */
export function localMoment(when: string): string {
  return new Date(when).toLocaleString(spoken.tag, { dateStyle: 'medium', timeStyle: 'short' });
}

/** A name, in the language's quotation marks: `“cat”`. */
export function localQuoted(name: string): string {
  return l10n.t('“{0}”', name);
}

/** A label within a sentence: English has it in lower case there. */
export function withinSentence(label: string): string {
  return spoken === english ? label.toLowerCase() : label;
}

/** Several, as the language enumerates them: `cat, dog`. Nobody knows whether they are all, so it has no “and”. */
export function localList(names: readonly string[]): string {
  return names.join(l10n.t({ message: ', ', comment: 'Between the items of a list' }));
}

/** Several, each of which may be a list: `2 hidden (.cache, .git); 1 links to nothing (a.png)`. */
export function localGroups(groups: readonly string[]): string {
  return groups.join(l10n.t({ message: '; ', comment: 'Between the items of a list that are lists' }));
}
