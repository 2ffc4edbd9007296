import { isPlainName } from '../collection/file-rules.ts';
import { imageName } from '../image-name.ts';

/** With an extension and a number behind it still a name on every system: 255 bytes, of which a letter takes up to four. */
const LONGEST = 50;

/**
 * Names for files of images, without extension, from ids that may be paths, or anything: letters, digits, `-` and `_`.
 * No two differ in case or Unicode's form only.
 */
export class ExportNames {
  readonly #taken = new Set<string>();

  take(id: string): string {
    const base = imageName(id).replace(/(?<=.)\.[^.]{1,5}$/, '');
    const cleaned = Array.from(base.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-'))
      .slice(0, LONGEST)
      .join('')
      .replace(/^-+|-+$/g, '');
    const plain = isPlainName(cleaned) ? cleaned : `image${cleaned === '' ? '' : `-${cleaned}`}`;
    let name = plain;
    for (let number = 2; this.#taken.has(keyOf(name)); number++) name = `${plain}-${number}`;
    this.#taken.add(keyOf(name));
    return name;
  }
}

function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** A caption for training: the prompt on one line, as sd-scripts reads the first line of a file. */
export function captionOf(prompt: string): string {
  return prompt.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ').trim();
}

/** What trainers open (sd-scripts, `IMAGE_EXTENSIONS`). */
export const TRAINED_EXTENSIONS: readonly string[] = ['png', 'jpg', 'jpeg', 'webp', 'bmp'];
