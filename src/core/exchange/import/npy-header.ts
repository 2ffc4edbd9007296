import * as l10n from '@vscode/l10n';
/** What a `.npy` file holds (NumPy's format, versions 1 to 3). */
export interface NpyHeader {
  readonly type: NpyType;
  readonly rows: number;
  readonly columns: number;
  /** Where the numbers begin, in bytes. */
  readonly start: number;
}

export const npyTypes = { '<f2': 2, '<f4': 4, '<f8': 8 } as const;
export type NpyType = keyof typeof npyTypes;

/** A header that is longer is none of a matrix. */
export const NPY_HEADER_BYTES = 65_536;

/**
 * Reads a header. @param bytes The start of the file.
 * @returns The reason, in words, why it is no matrix that can be used.
 */
export function npyHeader(bytes: Uint8Array): NpyHeader | string {
  const version = bytes[6] ?? 0;
  if (bytes.length < 12 || String.fromCharCode(...bytes.subarray(1, 6)) !== 'NUMPY' || bytes[0] !== 0x93)
    return l10n.t('it is no .npy file');
  if (version < 1 || version > 3) return l10n.t('it has version {0} of the .npy format', version);
  const isLong = version > 1;
  const lengthBytes = bytes.subarray(8, isLong ? 12 : 10);
  const length = lengthBytes.reduce((sum, byte, at) => sum + byte * 256 ** at, 0);
  const start = (isLong ? 12 : 10) + length;
  if (start > Math.min(bytes.length, NPY_HEADER_BYTES)) return l10n.t('its header is cut off or too long');
  let header = '';
  for (const byte of bytes.subarray(isLong ? 12 : 10, start)) header += String.fromCharCode(byte);
  const [, described = ''] = /'descr':\s*'([^']{1,20})'/.exec(header) ?? [];
  const type = Object.keys(npyTypes).find((known): known is NpyType => known === described);
  if (type === undefined)
    return described === ''
      ? l10n.t('its numbers are of several types; float16, float32 and float64 can be read')
      : l10n.t('its numbers are {0}; float16, float32 and float64 can be read', described);
  if (!/'fortran_order':\s*False/.test(header))
    return l10n.t('it is stored column by column (fortran_order); save it with numpy.ascontiguousarray');
  const [, rows, columns] = /'shape':\s*\((\d{1,10}),\s*(\d{1,6}),?\s*\)/.exec(header) ?? [];
  if (rows === undefined || columns === undefined) return l10n.t('it is no matrix of rows and columns');
  return { type, rows: Number(rows), columns: Number(columns), start };
}
