import { mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { readFileFacts } from '../../../src/node/images/file-facts.ts';

describe('what a file and its header say', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-facts-'));
    return () => rm(folder, { recursive: true });
  });

  const made = async (name: string, content: Uint8Array): Promise<ReturnType<typeof readFileFacts>> => {
    await writeFile(path.join(folder, name), content);
    return readFileFacts({ folder, path: name });
  };
  const noise = (width: number, height: number): ReturnType<typeof sharp> =>
    sharp({
      create: {
        width,
        height,
        channels: 3,
        background: 'white',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    });

  it.each(['jpeg', 'png', 'webp'] as const)(
    'is the size of a large %s, which is not read whole',
    async (format) => {
      const bytes = await noise(900, 700)
        .toFormat(format, format === 'png' ? {} : { quality: 100 })
        .toBuffer();
      const facts = await made(`large.${format}`, bytes);
      const { mtimeMs } = await stat(path.join(folder, `large.${format}`));
      expect(facts).toEqual({ width: 900, height: 700, bytes: bytes.length, modified: mtimeMs });
    },
  );

  it('is upright', async () => {
    const bytes = await noise(30, 20).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await made('turned.jpg', bytes)).toMatchObject({ width: 20, height: 30 });
  });

  it('is that of a file alone where there is no image in it', async () => {
    const facts = await made('text.jpg', new TextEncoder().encode('no image'));
    expect(facts).toEqual({ bytes: 8, modified: expect.any(Number) as number });
  });

  it('is nothing of what is not there, and links are not followed', async () => {
    expect(await readFileFacts({ folder, path: 'none.jpg' })).toBeUndefined();
    await symlink('turned.jpg', path.join(folder, 'link.jpg'));
    await expect(readFileFacts({ folder, path: 'link.jpg' })).rejects.toThrow();
  });
});
