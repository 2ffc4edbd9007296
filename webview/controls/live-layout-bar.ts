import * as l10n from '@vscode/l10n';
import type { ParameterValue } from '../../src/core/collection/schema.ts';
import { canBeKept, describeFrame, type LiveLayoutFrame } from '../../src/core/explore/live-layout.ts';
import type { LiveLayoutInfo } from '../../src/core/explore/map.ts';
import { element } from '../dom.ts';
import { Adjust } from './adjust.ts';

export interface LiveLayoutListener {
  /** The map is to stay as it is now. */
  onKeep(): void;
  onChange(parameters: Readonly<Record<string, ParameterValue>>): void;
}

/** Over the map while it forms: how far it is, and what can be done about it. */
export class LiveLayoutBar {
  readonly element = element('section', 'live-layout-bar');
  readonly #title = element('span', 'live-layout-title');
  readonly #step = element('span', 'live-layout-step');
  readonly #progress = element('progress', 'live-layout-progress');
  readonly #keep = element('button', 'button', l10n.t('Keep This'));
  readonly #adjust: Adjust;
  #liveLayout: LiveLayoutInfo | undefined;

  constructor(listener: LiveLayoutListener) {
    this.#adjust = new Adjust((parameters) => listener.onChange(parameters));
    this.element.ariaLabel = l10n.t('Forming map');
    this.element.hidden = true;
    this.#progress.ariaHidden = 'true';
    this.#keep.type = 'button';
    this.#keep.title = l10n.t('End here, with the map as it is now');
    this.#keep.addEventListener('click', () => {
      this.#close();
      listener.onKeep();
    });
    const line = element('div', 'live-layout-line', this.#title, this.#step, this.#keep);
    this.element.append(line, this.#progress, this.#adjust.element);
  }

  /** Another map than before, or the same with nothing changed. */
  begin(liveLayout: LiveLayoutInfo): void {
    const isAnother = this.#liveLayout?.name !== liveLayout.name;
    this.#liveLayout = liveLayout;
    if (!isAnother) return;
    this.#title.textContent = liveLayout.title;
    this.#title.title = liveLayout.title;
    this.#keep.disabled = false;
    this.#keep.hidden = !canBeKept(liveLayout.method);
    this.#adjust.element.open = false;
    this.#adjust.show(liveLayout.method, liveLayout.parameters);
    this.advance(undefined);
  }

  advance(frame: LiveLayoutFrame | undefined): void {
    if (this.#liveLayout === undefined) return;
    this.#step.textContent = `· ${describeFrame(this.#liveLayout.method, frame)}`;
    if (frame === undefined || frame.total === 0) this.#progress.removeAttribute('value');
    else this.#progress.value = frame.done / frame.total;
    if (frame !== undefined && frame.done >= frame.total) this.#close();
  }

  end(): void {
    this.#liveLayout = undefined;
    this.element.hidden = true;
  }

  #close(): void {
    this.#keep.disabled = true;
    this.#adjust.close();
  }
}
