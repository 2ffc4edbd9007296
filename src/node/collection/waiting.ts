import type { Holder } from './holder.ts';

/** Whom one waits for, for people: `another LexiCLIP (process 4711 on studio, since 14:03:12)`. */
export function describeHolder(holder: Holder | undefined): string {
  if (holder === undefined) return 'for another LexiCLIP that writes to this collection';
  const since = new Date(holder.since);
  const time = Number.isNaN(since.getTime()) ? 'some time' : since.toLocaleTimeString();
  return `for another LexiCLIP that writes to this collection (process ${holder.process} on ${holder.host}, since ${time})`;
}
