import * as l10n from '@vscode/l10n';
import type { ProjectionView } from '../../src/core/explore/map.ts';
import { iconButton } from '../dom.ts';

/** Beside the maps to switch between: a new one, and the one that shows with other parameters. */
export class MapTools {
  readonly elements: readonly HTMLElement[];
  readonly #rerun: HTMLButtonElement;
  #shown: string | undefined;

  /** @param onForm Opens the form of a new map, or of the one to compute again. */
  constructor(onForm: (projection: string | undefined) => void) {
    this.#rerun = iconButton('settings', l10n.t('Rerun with Other Parameters'), () => onForm(this.#shown));
    this.elements = [iconButton('add', l10n.t('New Map…'), () => onForm(undefined)), this.#rerun];
  }

  show({ name, method, liveLayout = false }: ProjectionView): void {
    this.#shown = name;
    this.#rerun.disabled = liveLayout || method === 'preview' || method === 'imported';
  }
}
