import { element } from '../dom.ts';

/** Of a file that is dropped: it crosses to the host in one message. */
const MOST_BYTES = 64 * 2 ** 20;

/** Takes an image file that is dropped on the page; it is read for its likeness and kept nowhere. */
export class DropTarget {
  readonly element = element('div', 'drop-target', element('p', '', 'Drop an image to find images like it'));

  /** @param isWanted Whether there is a model here that could look at it. */
  constructor(isWanted: boolean, onImage: (name: string, bytes: Uint8Array) => void) {
    this.element.hidden = true;
    if (!isWanted) return;
    document.addEventListener('dragover', (event) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      this.element.hidden = false;
    });
    document.addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) this.element.hidden = true;
    });
    document.addEventListener('drop', (event) => {
      this.element.hidden = true;
      const file = [...(event.dataTransfer?.files ?? [])].find(({ size }) => size > 0 && size <= MOST_BYTES);
      if (file === undefined) return;
      event.preventDefault();
      void file.arrayBuffer().then((bytes) => onImage(file.name, new Uint8Array(bytes)));
    });
  }
}
