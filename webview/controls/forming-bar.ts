import type { ParameterValue } from '../../src/core/collection/schema.ts';
import { canBeKept, describeFrame, type FormingFrame } from '../../src/core/explore/forming.ts';
import type { FormingMap } from '../../src/core/explore/map.ts';
import { element } from '../dom.ts';
import { Adjust } from './adjust.ts';

export interface FormingListener {
  /** The map is to stay as it is now. */
  onKeep(): void;
  onChange(parameters: Readonly<Record<string, ParameterValue>>): void;
}

/** Over the map while it forms: how far it is, and what can be done about it. */
export class FormingBar {
  readonly element = element('section', 'forming-bar');
  readonly #title = element('span', 'forming-title');
  readonly #step = element('span', 'forming-step');
  readonly #progress = element('progress', 'forming-progress');
  readonly #keep = element('button', 'button', 'Keep This');
  readonly #adjust: Adjust;
  #forming: FormingMap | undefined;

  constructor(listener: FormingListener) {
    this.#adjust = new Adjust((parameters) => {
      listener.onChange(parameters);
    });
    this.element.ariaLabel = 'Forming map';
    this.element.hidden = true;
    this.#progress.ariaHidden = 'true';
    this.#keep.type = 'button';
    this.#keep.title = 'End here, with the map as it is now';
    this.#keep.addEventListener('click', () => {
      this.#close();
      listener.onKeep();
    });
    const line = element('div', 'forming-line', this.#title, this.#step, this.#keep);
    this.element.append(line, this.#progress, this.#adjust.element);
  }

  /** Another map than before, or the same with nothing changed. */
  begin(forming: FormingMap): void {
    const isAnother = this.#forming?.name !== forming.name;
    this.#forming = forming;
    if (!isAnother) return;
    this.#title.textContent = forming.title;
    this.#title.title = forming.title;
    this.#keep.disabled = false;
    this.#keep.hidden = !canBeKept(forming.method);
    this.#adjust.element.open = false;
    this.#adjust.show(forming.method, forming.parameters);
    this.advance(undefined);
  }

  advance(frame: FormingFrame | undefined): void {
    if (this.#forming === undefined) return;
    this.#step.textContent = `· ${describeFrame(this.#forming.method, frame)}`;
    if (frame === undefined || frame.total === 0) this.#progress.removeAttribute('value');
    else this.#progress.value = frame.done / frame.total;
    if (frame !== undefined && frame.done >= frame.total) this.#close();
  }

  end(): void {
    this.#forming = undefined;
    this.element.hidden = true;
  }

  #close(): void {
    this.#keep.disabled = true;
    this.#adjust.close();
  }
}
