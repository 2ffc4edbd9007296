import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ContainedFile } from '../../core/collection/store.ts';
import { LexiclipError } from '../../core/errors.ts';
import { parseList, type ListedRecord } from '../../core/fetch/list.ts';
import type { ImageSource } from '../../core/fetch/source.ts';
import { readContainedText } from '../collection/contained.ts';
import { openImage } from '../collection/open-image.ts';
import { reasonFor, systemCode } from '../file-errors.ts';
import { pathBelow } from '../path-below.ts';

/** Some hundred thousand items. */
const MOST_BYTES = 256 * 2 ** 20;

/**
 * Images that a file lists: addresses on the web, or paths below the file's folder.
 * @param file Absolute path of the list.
 * @param web The source that fetches from the web.
 */
export function listSource(file: string, web: ImageSource): ImageSource {
  let reading: Promise<readonly ListedRecord[]> | undefined;
  const records = (): Promise<readonly ListedRecord[]> => (reading ??= readList(file));
  return {
    id: 'list',
    keepsAnswers: false,
    hasExactNames: true,
    async concepts(): Promise<readonly string[]> {
      return [...new Set((await records()).map(({ concept }) => concept))];
    },
    async search(query) {
      return (await records()).filter(({ concept }) => concept === query);
    },
    async image(location, task) {
      if (/^https?:\/\//i.test(location)) return web.image(location, task);
      return openImage(await below(path.dirname(file), location));
    },
  };
}

/** A link is followed to the list, since the user named it; what is there must be a file that comes to an end. */
async function readList(file: string): Promise<ListedRecord[]> {
  const refuse = (detail: string): never => {
    throw new LexiclipError({ kind: 'bad-list', path: file, detail });
  };
  const real = await realpath(file).catch((error: unknown) => refuse(reasonFor(systemCode(error) ?? '')));
  const list = { folder: path.dirname(real), path: path.basename(real) };
  const text = await readContainedText(list, MOST_BYTES);
  return parseList(text ?? refuse('there is no such file'), path.parse(file).name, file);
}

/** A file below a folder, links resolved: a list may come from anyone, and has no business outside. */
async function below(folder: string, relative: string): Promise<ContainedFile> {
  const refuse = (detail: string): never => {
    throw new LexiclipError({ kind: 'not-an-image', subject: relative, detail });
  };
  if (relative.includes('\0')) refuse('its name is no file name');
  const root = await realpath(folder);
  const real = await realpath(path.resolve(root, relative)).catch(() => refuse('there is no such file'));
  const inside = pathBelow(path, root, real) ?? refuse('it is outside the folder of its list');
  return { folder: root, path: inside };
}
