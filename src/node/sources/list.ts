import { realpath } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { LexiclipError } from '../../core/errors.ts';
import { parseList, type ListedRecord } from '../../core/fetch/list.ts';
import type { ImageSource } from '../../core/fetch/source.ts';
import { readContained } from '../collection/contained.ts';
import { openImage } from '../collection/open-image.ts';
import { decodeText } from '../decode-text.ts';
import { reasonFor, systemCode } from '../file-errors.ts';
import { fileInList } from './path-in-list.ts';

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
      return openImage(await fileInList(path.dirname(file), location));
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
  const bytes = (await readContained(list, MOST_BYTES)) ?? refuse(l10n.t('there is no such file'));
  return parseList(decodeText(bytes), path.parse(file).name, file);
}
