import * as l10n from '@vscode/l10n';
import { element } from '../dom.ts';
import { onKeys } from '../keys/on-keys.ts';
import { tagFieldKeys } from '../keys/tables.ts';
import { typedTags, type TypedTags } from './typed-tags.ts';

/** Suggestions that the browser lists. */
const SUGGESTED = 200;
let made = 0;

/** A field for tags, with those that there are as suggestions. Enter takes what was typed. */
export class TagField {
  readonly element = element('div', 'tag-field');
  readonly #input = element('input', 'tag-input');
  readonly #suggestions = element('datalist', '');
  readonly #problem = element('p', 'tag-problem');
  #known: readonly string[] = [];

  /** @param label Names the field for who hears the page. */
  constructor(label: string, onTags: (tags: TypedTags) => void) {
    this.#suggestions.id = `tags-${made++}`;
    this.#input.type = 'text';
    this.#input.ariaLabel = label;
    this.#input.placeholder = l10n.t('Add a tag; -tag removes one');
    this.#input.spellcheck = false;
    this.#input.setAttribute('list', this.#suggestions.id);
    this.#problem.role = 'alert';
    this.#problem.hidden = true;
    this.element.append(this.#input, this.#suggestions, this.#problem);
    this.#input.addEventListener('input', () => {
      this.#say(undefined);
      this.#suggest();
    });
    onKeys(this.#input, tagFieldKeys, {
      take: () => {
        const tags = typedTags(this.#input.value);
        if (typeof tags === 'string') this.#say(tags);
        else if (tags.add.length + tags.remove.length > 0) {
          this.#input.value = '';
          onTags(tags);
        }
      },
    });
  }

  /** @param known Tags to suggest, the most frequent first. */
  show(known: readonly string[]): void {
    this.#known = known;
    this.#suggest();
  }

  focus(): void {
    this.#input.focus();
  }

  #suggest(): void {
    const minus = this.#input.value.trimStart().startsWith('-') ? '-' : '';
    const options = this.#known.slice(0, SUGGESTED).map((tag) => {
      const option = element('option', '');
      option.value = minus + tag;
      return option;
    });
    this.#suggestions.replaceChildren(...options);
  }

  #say(problem: string | undefined): void {
    this.#problem.hidden = problem === undefined;
    this.#problem.textContent = problem ?? '';
  }
}
