import * as l10n from '@vscode/l10n';
import { imageName } from '../../src/core/image-name.ts';
import { element, iconButton } from '../dom.ts';
import type { ViewState } from '../view-state.ts';
import type { Drawn } from './looked-at.ts';

export interface UnseenListener {
  /** What shows the image: another look at the map, or another map. */
  onChange(change: Pick<ViewState, 'hidden' | 'projection'>, id: string): void;
  /** What was found is not looked at any more. */
  onCloseHits(id: string): void;
  /** The map that shows is brought up to date. */
  onUpdate(): void;
}

/** Over the map: why an image that was asked for cannot be seen on it, and what would show it. */
export class Unseen {
  readonly element = element('div', 'unseen');
  readonly #listener: UnseenListener;

  constructor(listener: UnseenListener) {
    this.#listener = listener;
    this.element.role = 'status';
    this.element.hidden = true;
  }

  /** Tells of an image that is not seen where `drawn` is. */
  tell(id: string, { map, projection, hidden, found }: Drawn): void {
    const row = map.images.ids.indexOf(id);
    const name = imageName(id);
    const isOn = ({ xy }: Drawn['projection']): boolean => !Number.isNaN(xy[row * 2] ?? NaN);
    const other = row === -1 ? undefined : map.projections.find(isOn);
    const listener = this.#listener;
    const update = (): void => listener.onUpdate();
    if (hidden?.[row] === 1)
      this.#tell(l10n.t('{0} is hidden by the legend.', name), l10n.t('Show All'), () =>
        listener.onChange({ hidden: {} }, id),
      );
    else if (found?.[row] === 0 && isOn(projection))
      this.#tell(l10n.t('{0} is not among the images that were found.', name), l10n.t('Clear Search'), () =>
        listener.onCloseHits(id),
      );
    else if (other !== undefined && !isOn(projection))
      this.#tell(l10n.t('{0} is not on this map.', name), l10n.t('Show on {0}', other.title), () =>
        listener.onChange({ projection: other.name }, id),
      );
    else if (map.leftOut.nsfw + map.leftOut.grids > 0)
      this.#tell(
        l10n.t('{0} is on no map, or left out by the settings lexiclip.show.', name),
        l10n.t('Update'),
        update,
      );
    else this.#tell(l10n.t('{0} is on no map yet.', name), l10n.t('Update'), update);
  }

  clear(): void {
    this.element.hidden = true;
  }

  #tell(text: string, label: string, run: () => void): void {
    const button = element('button', 'button', label);
    button.type = 'button';
    button.addEventListener('click', () => {
      this.clear();
      run();
    });
    const close = iconButton('close', l10n.t('Close'), () => this.clear());
    this.element.replaceChildren(element('span', '', text), button, close);
    this.element.hidden = false;
  }
}
