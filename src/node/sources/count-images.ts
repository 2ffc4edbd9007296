import { opendir } from 'node:fs/promises';
import path from 'node:path';
import { fileKind, reasonToLeave } from './walk-rules.ts';

/** How far it is counted: what comes first ends it. */
export interface CountLimits {
  readonly images: number;
  /** Files and folders that are looked at. */
  readonly entries: number;
}

/**
 * How many images a folder holds, by their names alone, as far as the limits go. Folders nearer to the top come first, so
 * that one that is huge hides none beside it. Links are not followed.
 * @param root Absolute.
 */
export async function countImages(root: string, limits: CountLimits): Promise<number> {
  const folders = [root];
  let images = 0;
  let entries = 0;
  for (const folder of folders) {
    try {
      for await (const entry of await opendir(folder)) {
        if (++entries > limits.entries) return images;
        if (reasonToLeave(entry) !== undefined) continue;
        if (entry.isDirectory()) folders.push(path.join(folder, entry.name));
        else if (entry.isFile() && fileKind(entry.name) === 'image' && ++images >= limits.images)
          return images;
      }
    } catch {
      // What cannot be read is told of when it is explored.
    }
  }
  return images;
}
