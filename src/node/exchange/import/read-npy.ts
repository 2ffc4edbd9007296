import { open, readFile, stat, type FileHandle } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import type { ImportedTable } from '../../../core/exchange/import/imported-table.ts';
import {
  NPY_HEADER_BYTES,
  npyHeader,
  npyTypes,
  type NpyHeader,
  type NpyType,
} from '../../../core/exchange/import/npy-header.ts';
import { localNumber } from '../../../core/language.ts';
import type { LongTask } from '../../../core/signal.ts';
import { parseIds } from './parse-ids.ts';
import { checkPlainFile, refuseFile } from './plain-file.ts';

/** Numbers that a matrix of the collection may have: 2 GiB as float32. */
const MOST_NUMBERS = 2 ** 29;
const MOST_DIMENSIONS = 65_536;
const MOST_BYTES = 8 * MOST_NUMBERS + NPY_HEADER_BYTES;
const MOST_ID_BYTES = 512 * 2 ** 20;
/** Bytes that are read at once: whole numbers of every type. */
const PART = 2 ** 20;

/** Where the ids of a matrix are looked for where nobody names a file: beside it. */
const IDS_BESIDE = ['.json', '.ids.json', '.ids.txt', '.txt', '.csv'];

/**
 * Reads a matrix, and the ids of its rows.
 * @param idsFile Absolute; without it, a file of the same name with another ending.
 * @throws LexiclipError `bad-import`
 */
export async function readNpyFile(
  file: string,
  idsFile: string | undefined,
  task: LongTask,
): Promise<ImportedTable> {
  await checkPlainFile(file, MOST_BYTES);
  const named = idsFile ?? (await idsBeside(file));
  if (named === undefined)
    refuseFile(file, l10n.t('there are no ids of its rows beside it; name their file (--ids)'));
  await checkPlainFile(named, MOST_ID_BYTES);
  const ids = parseIds(await readFile(named, 'utf8'));
  if (ids === undefined) refuseFile(named, l10n.t('it is no list of ids'));
  const handle = await open(file, 'r');
  try {
    const header = npyHeader(await bytesAt(handle, 0, NPY_HEADER_BYTES));
    if (typeof header === 'string') refuseFile(file, header);
    const { rows, columns } = header;
    if (columns < 1 || columns > MOST_DIMENSIONS || rows * columns > MOST_NUMBERS)
      refuseFile(file, l10n.t('it has {0} rows of {1} numbers', rows, columns));
    if (rows !== ids.length)
      refuseFile(file, l10n.t('it has {0} rows, and there are {1} ids', rows, ids.length));
    const numbers = await readNumbers(handle, header, file, task);
    return { ids, vectors: { numbers, dimension: columns } };
  } finally {
    await handle.close();
  }
}

async function idsBeside(file: string): Promise<string | undefined> {
  for (const ending of IDS_BESIDE) {
    const beside = file.replace(/\.npy$/i, ending);
    if (beside !== file && (await stat(beside).catch(() => undefined))?.isFile() === true) return beside;
  }
  return undefined;
}

async function readNumbers(
  handle: FileHandle,
  { type, rows, columns, start }: NpyHeader,
  file: string,
  task: LongTask,
): Promise<Float32Array> {
  const width = npyTypes[type];
  const length = rows * columns * width;
  if ((await handle.stat()).size < start + length) refuseFile(file, l10n.t('it is cut off'));
  const numbers = new Float32Array(rows * columns);
  for (let at = 0; at < length; at += PART) {
    task.signal.throwIfAborted();
    const bytes = await bytesAt(handle, start + at, Math.min(PART, length - at));
    if (bytes.length < Math.min(PART, length - at)) refuseFile(file, l10n.t('it is cut off'));
    decode(type, bytes, numbers, at / width);
    const done = Math.round((at + bytes.length) / width / columns);
    task.onProgress({
      stage: 'import',
      done,
      total: rows,
      message: l10n.t('{0} of {1} rows', localNumber(done), localNumber(rows)),
    });
  }
  return numbers;
}

function decode(type: NpyType, bytes: Uint8Array, numbers: Float32Array, from: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = npyTypes[type];
  for (let at = 0; at < bytes.length; at += width) {
    const value =
      type === '<f4'
        ? view.getFloat32(at, true)
        : type === '<f8'
          ? view.getFloat64(at, true)
          : half(view.getUint16(at, true));
    numbers[from + at / width] = value;
  }
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

async function bytesAt(handle: FileHandle, at: number, most: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(most);
  const { bytesRead } = await handle.read(bytes, 0, most, at);
  return bytes.subarray(0, bytesRead);
}
