import { isAboutOneImage } from '../errors.ts';
import type { CollectionStore, ContainedFile } from './store.ts';

/** Where an image is; undefined where there is no such file, and also for one that may not be opened. */
export async function locatedOrNot(
  store: CollectionStore,
  image: string,
): Promise<ContainedFile | undefined> {
  try {
    return await store.locateImage(image);
  } catch (error) {
    if (isAboutOneImage(error)) return undefined;
    throw error;
  }
}
