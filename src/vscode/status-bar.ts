import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { workLine } from '../core/describe-progress.ts';
import { plainText } from '../core/plain-text.ts';
import type { EmbeddingDevice } from './embedding-device.ts';
import { plainLine } from './progress.ts';
import type { Works } from './work/works.ts';

/**
 * What is being done; else which model embeds on which device, and in the tooltip why. It is there where a collection is,
 * and opens the menu `lexiclip.showStatus`.
 */
export class StatusBar {
  readonly #item = vscode.window.createStatusBarItem('lexiclip.status', vscode.StatusBarAlignment.Right);
  readonly #works: Works;
  readonly #device: EmbeddingDevice;
  readonly #disposables: readonly vscode.Disposable[];
  #hasCollection = false;

  constructor(works: Works, device: EmbeddingDevice) {
    this.#works = works;
    this.#device = device;
    this.#item.name = 'LexiCLIP';
    this.#item.command = 'lexiclip.showStatus';
    this.#disposables = [works.onChange(() => this.#draw()), device.onChange(() => this.#draw())];
  }

  /** Whether any folder has a collection. */
  showCollection(hasCollection: boolean): void {
    this.#hasCollection = hasCollection;
    this.#draw();
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    this.#item.dispose();
  }

  #draw(): void {
    const work = this.#works.all.at(-1);
    if (work !== undefined) {
      this.#item.text = `$(loading~spin) ${plainText(work.text.short)}`;
      this.#item.tooltip = `LexiCLIP. ${plainLine(work)}`;
      // A screen reader is told what is done when the item has the focus.
      this.#item.accessibilityInformation = {
        label: `${l10n.t('LexiCLIP is working.')} ${workLine(work.text)}`,
      };
      this.#item.show();
      return;
    }
    const { model, short, device, reason } = this.#device.text;
    const on = (name: string): string => (device === undefined ? name : l10n.t('{0} on {1}', name, device));
    const name = plainText(on(model), 100);
    this.#item.text = `$(circuit-board) ${plainText(on(short), 60)}`;
    this.#item.tooltip = `${l10n.t('LexiCLIP embeds with {0}.', name)}\n\n${plainText(reason)}`;
    this.#item.accessibilityInformation = { label: `LexiCLIP: ${name}. ${plainText(reason)}` };
    if (this.#hasCollection) this.#item.show();
    else this.#item.hide();
  }
}
