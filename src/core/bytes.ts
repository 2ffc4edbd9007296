import { spokenLanguage } from './language.ts';

/** A size as people write it: decimal units, as file managers and browsers show downloads. */
export function describeBytes(bytes: number): string {
  if (bytes >= 1e9) return `${gigabytes(bytes / 1e9)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.ceil(bytes / 1e3)} kB`;
}

function gigabytes(count: number): string {
  return count.toLocaleString(spokenLanguage().tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
