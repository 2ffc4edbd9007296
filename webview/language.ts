import { TRANSLATIONS } from '../src/core/explore/page.ts';
import { speak, type Translations } from '../src/core/language.ts';

/** Says everything in the language that the page was made in. */
export function speakAsPage(): void {
  const carried = document.getElementById(TRANSLATIONS);
  if (carried === null) return;
  const translations = JSON.parse(carried.textContent) as Translations;
  speak({ tag: document.documentElement.lang, translations });
}
