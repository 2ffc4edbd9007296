import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { lexiclip, root, standIn } from './cli.ts';

const CONCEPTS = ['pear', 'mouse', 'banana', 'watermelon'];
/** Colour drawings of the real thing. */
const CHOSEN = /^(noto|emojione|twemoji|fluent-emoji-flat)-(?!.*(computer|monotone|v1)).*\.webp$/;

/** A mouse among the pears. */
export const STRANGER = 'pear/stranger.webp';
/** The same pear three times: as it is, copied, and larger. */
export const [PEAR, COPY, LARGE] = ['pear/noto-pear.webp', 'pear/copy.webp', 'pear/large.webp'];

/** Makes a collection of some of the sample, with a mouse among the pears and a pear twice more, and a UMAP map. */
export async function explorePlanted(workspace: string): Promise<void> {
  const pictures = path.join(workspace, 'pictures');
  const sample = path.join(root, 'media/sample');
  for (const concept of CONCEPTS) {
    await mkdir(path.join(pictures, concept), { recursive: true });
    for (const name of await readdir(path.join(sample, concept)))
      if (CHOSEN.test(name))
        await copyFile(path.join(sample, concept, name), path.join(pictures, concept, name));
  }
  await copyFile(path.join(sample, 'mouse/fxemoji-mouse.webp'), path.join(pictures, STRANGER));
  await copyFile(path.join(sample, PEAR), path.join(pictures, COPY));
  const large = await sharp(path.join(sample, PEAR)).resize(400, 400).webp({ quality: 95 }).toBuffer();
  await writeFile(path.join(pictures, LARGE), large);
  const source = ['--source', 'folder', '--folder', pictures, '--copy', '--count', '50'];
  const { status, stderr } = await lexiclip([
    ...['explore', ...source, '--method', 'umap', '--model', standIn, '--device', 'cpu'],
    ...['--workspace', workspace],
  ]);
  if (status !== 0) throw new Error(stderr);
}
