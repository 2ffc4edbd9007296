import pLimit from 'p-limit';
import type { ImageDecoder } from '../../../src/core/embed/image-decoder.ts';
import { openImage } from '../../../src/node/collection/open-image.ts';
import { readImageText } from '../../../src/node/images/text.ts';
import { folderSource } from '../../../src/node/sources/folder.ts';
import { readTask, report } from '../subject.ts';

/* Reads what all images of a folder say, as a folder is imported, in one process. */

const { folder } = readTask() as { folder: string };
const { signal } = new AbortController();

const decoder: ImageDecoder = {
  async *thumbnails() {
    // Not asked for.
  },
  sheet: () => Promise.reject(new Error('not asked for')),
  texts(files) {
    const limit = pLimit(2);
    return Promise.all(files.map((file) => limit(async () => readImageText(await openImage(file)))));
  },
};

const source = folderSource({
  folder,
  collection: folder,
  copy: false,
  hiddenTexts: false,
  trusted: () => Promise.resolve([]),
  decoder,
});
const start = performance.now();
const counts = { files: 0, withPrompt: 0 };
for (const concept of (await source.concepts?.()) ?? []) {
  const task = { signal, onWait: () => undefined };
  for (const { raw } of await source.search(concept, Infinity, task)) {
    const prompt = raw['prompt'];
    counts.files++;
    if (typeof prompt === 'string' && prompt.includes('a red kite')) counts.withPrompt++;
  }
}
report({ wallSeconds: (performance.now() - start) / 1000, ...counts });
