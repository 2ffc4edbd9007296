import * as l10n from '@vscode/l10n';
import type { WorkText } from '../../src/core/describe-progress.ts';
import { element, textButton } from '../dom.ts';

export interface WorkListener {
  readonly onCancel: () => void;
  /** Nothing is done any more, and Cancel had the focus. */
  readonly onEnd: () => void;
}

/** Above the status line: what is being done, how far it is, how long it takes, and Cancel. Hidden where nothing is done. */
export class WorkBar {
  readonly element = element('section', 'work');
  /** A screen reader says what is done when it changes, and not each step. */
  readonly #title = element('span', 'work-title');
  readonly #detail = element('span', 'work-detail');
  readonly #progress = element('progress', 'work-progress');
  readonly #cancel: HTMLButtonElement;
  readonly #onEnd: () => void;

  constructor({ onCancel, onEnd }: WorkListener) {
    this.#onEnd = onEnd;
    this.#cancel = textButton('button work-cancel', l10n.t('Cancel'), onCancel);
    this.#title.role = 'status';
    this.#progress.max = 100;
    this.#progress.ariaLabel = l10n.t('Progress');
    this.element.ariaLabel = l10n.t('Work in progress');
    this.element.hidden = true;
    const line = element('div', 'work-line', this.#title, this.#detail, this.#cancel);
    this.element.append(this.#progress, line);
  }

  show(work: WorkText | null): void {
    if (work === null) {
      const hadFocus = document.activeElement === this.#cancel;
      this.element.hidden = true;
      this.#title.textContent = '';
      if (hadFocus) this.#onEnd();
      return;
    }
    const { title, detail, percent } = work;
    this.element.hidden = false;
    if (this.#title.textContent !== title) this.#title.textContent = title;
    this.#detail.textContent = detail;
    if (percent === undefined) this.#progress.removeAttribute('value');
    else this.#progress.value = percent;
    this.#progress.ariaValueText = detail === '' ? title : detail;
  }
}
