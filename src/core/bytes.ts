import { localDecimal } from './language.ts';

/** A size as people write it: decimal units, as file managers and browsers show downloads. */
export function describeBytes(bytes: number): string {
  if (bytes >= 1e9) return `${localDecimal(bytes / 1e9, 1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.ceil(bytes / 1e3)} kB`;
}
