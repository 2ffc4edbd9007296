import * as l10n from '@vscode/l10n';
import { element } from '../dom.ts';

/** Of a file that is dropped: it crosses to the host in one message. */
const MOST_BYTES = 64 * 2 ** 20;
/** What the editor's own lists give beside files, or in place of them. */
const ADDRESSES = 'text/uri-list';

export interface DropListener {
  /** An image file; it is read for its likeness and kept nowhere. */
  onImage(name: string, bytes: Uint8Array): void;
  /** A file or a folder of the editor's lists, by its address; undefined for a folder from elsewhere. */
  onAddress(address: string | undefined): void;
}

/** Takes what is dropped on the page: an image file, or a folder of images. */
export class DropTarget {
  readonly element = element(
    'div',
    'drop-target',
    element('p', '', l10n.t('Drop an image to find images like it, or a folder to map it')),
  );

  /** @param isWanted Whether there is a model here that could look at them. */
  constructor(isWanted: boolean, listener: DropListener) {
    this.element.hidden = true;
    if (!isWanted) return;
    let isOwn = false;
    document.addEventListener('dragstart', () => {
      isOwn = true;
    });
    document.addEventListener('dragend', () => {
      isOwn = false;
    });
    document.addEventListener('dragover', (event) => {
      const { types = [] } = event.dataTransfer ?? {};
      if (isOwn || event.dataTransfer === null || !(types.includes('Files') || types.includes(ADDRESSES)))
        return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      this.element.hidden = false;
    });
    document.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) this.element.hidden = true;
    });
    document.addEventListener('drop', (event) => {
      this.element.hidden = true;
      const given = event.dataTransfer;
      if (isOwn || given === null) return;
      const [address] = given.getData(ADDRESSES).split(/\r?\n/);
      const hasFolder = [...given.items].some((item) => item.webkitGetAsEntry()?.isDirectory === true);
      const file = [...given.files].find(({ size }) => size > 0 && size <= MOST_BYTES);
      const isNamed = address !== undefined && address !== '';
      // Whatever else is dropped, such as text on the search box, is not ours.
      if (!hasFolder && !isNamed && file === undefined) return;
      event.preventDefault();
      if (hasFolder || file === undefined) listener.onAddress(isNamed ? address : undefined);
      else void file.arrayBuffer().then((bytes) => listener.onImage(file.name, new Uint8Array(bytes)));
    });
  }
}
