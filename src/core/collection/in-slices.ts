import { SLICE, type Pause } from './index-entries.ts';

/** Visits the items of a list one by one, and lets others run between slices of them. */
export async function inSlices<T>(
  items: readonly T[],
  pause: Pause,
  visit: (item: T, index: number) => void,
): Promise<void> {
  for (const [index, item] of items.entries()) {
    if (index % SLICE === SLICE - 1) await pause();
    visit(item, index);
  }
}
