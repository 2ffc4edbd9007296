import type { JsonObject } from '../../core/collection/json-value.ts';
import { isShallow } from '../../core/fetch/shallow.ts';
import { parseObject } from '../../core/metadata/lenient-json.ts';
import { readContained } from '../collection/contained.ts';
import { decodeText } from '../decode-text.ts';

/** Some hundred thousand rows. */
const MOST_BYTES = 256 * 2 ** 20;

const NAME = 'metadata.jsonl';

type Rows = ReadonlyMap<string, JsonObject>;

/**
 * The `metadata.jsonl` of a folder of images (Hugging Face Datasets, "Create an image dataset": ImageFolder), each read
 * once: a row for each image, which `file_name` names from the list's own folder.
 */
export class MetadataLists {
  readonly #folder: string;
  readonly #texts: ReadonlyMap<string, string>;
  readonly #read = new Map<string, Promise<Rows>>();

  /**
   * @param folder The images' folder, absolute, links resolved.
   * @param texts Where each text really is, below the folder, by the path that it is found under.
   */
  constructor(folder: string, texts: ReadonlyMap<string, string>) {
    this.#folder = folder;
    this.#texts = texts;
  }

  /** The rows of an image, the nearest list's first. */
  async rowsOf(file: string): Promise<readonly JsonObject[]> {
    const names = file.split('/');
    const found: JsonObject[] = [];
    for (let depth = names.length - 1; depth >= 0; depth--) {
      const list = [...names.slice(0, depth), NAME].join('/');
      const path = this.#texts.get(list);
      if (path === undefined) continue;
      let rows = this.#read.get(list);
      if (rows === undefined) this.#read.set(list, (rows = this.#rows(path)));
      const row = (await rows).get(names.slice(depth).join('/'));
      if (row !== undefined) found.push(row);
    }
    return found;
  }

  async #rows(path: string): Promise<Rows> {
    const rows = new Map<string, JsonObject>();
    const bytes = await readContained({ folder: this.#folder, path }, MOST_BYTES).catch(() => undefined);
    for (const line of bytes === undefined ? [] : decodeText(bytes).split('\n')) {
      const row = parseObject(line);
      const name = row?.['file_name'];
      if (row === undefined || typeof name !== 'string' || !isShallow(row)) continue;
      const said = Object.entries(row).filter(([key]) => key !== 'file_name');
      rows.set(name.replaceAll('\\', '/').replace(/^\.\//, ''), Object.fromEntries(said));
    }
    return rows;
  }
}
