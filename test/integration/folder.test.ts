import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jpegWithComment, picture, pngWithTexts } from '../fakes/image-texts.ts';
import { collectionFiles, lexiclip, makeWorkspace, readJson, report, standIn, type Report } from './cli.ts';

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
let images: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  images = path.join(workspace.path, 'my images');
  await mkdir(path.join(images, 'cats/young ones'), { recursive: true });
  await mkdir(path.join(images, '.hidden'));
});
afterEach(async () => {
  await workspace.remove();
});

const put = (file: string, content: string | Buffer): Promise<void> =>
  writeFile(path.join(images, file), content);

async function run(stage: 'fetch' | 'explore', ...more: string[]): Promise<Report> {
  const how = ['--count', '100', '--workspace', workspace.path, '--json'];
  const model = stage === 'explore' ? ['--model', standIn, '--device', 'cpu', '--method', 'umap'] : [];
  const result = await lexiclip([stage, '--source', 'folder', '--folder', images, ...how, ...model, ...more]);
  expect(result.status, result.stderr).toBe(0);
  return report(result);
}

const prompt = (file: string): Promise<Record<string, unknown> & { lexiclip: { image: string } }> =>
  readJson(workspace.path, file);

/** XMP as it stands in files (XMP specification, part 1, annex C). */
function xmpOf(description: string): string {
  const list = `<rdf:Alt><rdf:li xml:lang="x-default">${description}</rdf:li></rdf:Alt>`;
  return `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description>${list}</dc:description></rdf:Description></rdf:RDF>
</x:xmpmeta><?xpacket end="w"?>`;
}

describe('a folder of images', () => {
  it('becomes a collection with the prompts that the files hold, and none of them is copied', async () => {
    const text = 'a cat in “Zürich” ✨\nNegative prompt: dog\nSteps: 20, Seed: 7';
    await put('cats/plain.webp', await picture(1).webp().toBuffer());
    await put('cats/png.png', await pngWithTexts(2, [{ kind: 'iTXt', keyword: 'parameters', text }]));
    const old = { kind: 'zTXt', keyword: 'parameters', text: 'an old cat\nSteps: 1' } as const;
    await put('cats/zipped.png', await pngWithTexts(3, [old]));
    const latin = { kind: 'tEXt', keyword: 'parameters', text: 'un chat câlin\nSteps: 2' } as const;
    await put('cats/latin.png', await pngWithTexts(10, [latin]));
    await put('cats/big.jpg', await jpegWithComment(4, text, true));
    await put('cats/young ones/little.jpg', await jpegWithComment(5, text, false));
    await put('cats/beside.png', await picture(6).png().toBuffer());
    await put('cats/beside.txt', ' what the text beside it says\n');
    await put('on-top.gif', await picture(7).gif().toBuffer());
    await put('on-top.json', '{"prompt": "from JSON", "seed": "3994773032"}');
    await put('xmp.webp', await picture(9).webp().withXmp(xmpOf('a hill &amp; a lake')).toBuffer());
    await put('.hidden/none.png', await picture(8).png().toBuffer());

    const { concepts } = await run('fetch');
    expect(concepts).toMatchObject([
      { name: 'cats', fetched: 7, failed: [] },
      { name: 'my images', fetched: 2, failed: [] },
    ]);
    const files = await collectionFiles(workspace.path);
    expect(files.filter((file) => file.startsWith('images/'))).toEqual([]);
    const all = await Promise.all(
      files.filter((file) => /^concepts\/.*\/(?!concept\.json)/.test(file)).map(prompt),
    );
    const byFile = new Map(all.map((one) => [one['file'], one]));
    const made = { prompt: 'a cat in “Zürich” ✨', negativePrompt: 'dog', tool: 'AUTOMATIC1111' };
    expect(byFile.get('cats/png.png')).toMatchObject({ ...made, parameters: { Steps: '20', Seed: '7' } });
    expect(byFile.get('cats/big.jpg')).toMatchObject(made);
    expect(byFile.get('cats/young ones/little.jpg')).toMatchObject(made);
    expect(byFile.get('cats/zipped.png')).toMatchObject({ prompt: 'an old cat' });
    expect(byFile.get('cats/latin.png')).toMatchObject({ prompt: 'un chat câlin' });
    expect(byFile.get('cats/plain.webp')).not.toHaveProperty('prompt');
    expect(byFile.get('cats/beside.png')).toMatchObject({ prompt: 'what the text beside it says' });
    expect(byFile.get('on-top.gif')).toMatchObject({ prompt: 'from JSON', seed: '3994773032' });
    expect(byFile.get('xmp.webp')).toMatchObject({ prompt: 'a hill & a lake' });
    expect(byFile.get('cats/png.png')?.lexiclip.image).toBe('../my images/cats/png.png');
  });

  it('is followed: what was added, changed and removed shows with the next run, the rest is not done again', async () => {
    for (const seed of [1, 2, 3, 4, 5, 6])
      await put(`cats/${seed}.png`, await picture(seed).png().toBuffer());
    expect(await run('explore')).toMatchObject({ embedded: 6 });
    expect(await run('explore')).toMatchObject({ embedded: 0, concepts: [{ fetched: 0, cached: 6 }] });

    await put('cats/1.png', await picture(11).png().toBuffer());
    await put('cats/2.txt', 'another prompt, the same picture');
    await put('cats/7.png', await picture(7).png().toBuffer());
    await rm(path.join(images, 'cats/6.png'));
    expect(await run('explore')).toMatchObject({
      embedded: 2,
      concepts: [{ fetched: 3, cached: 3, failed: [] }],
    });
    const { points } = await readJson<{ points: { id: string }[] }>(workspace.path, 'projections/umap.json');
    expect(points.map(({ id }) => id)).toEqual(
      ['1', '2', '3', '4', '5', '7'].map((name) => `cats/${name}.png`),
    );
    const prompts = (await collectionFiles(workspace.path)).filter((file) =>
      file.startsWith('concepts/cats/'),
    );
    // Six prompt files and concept.json: none is left of what is gone.
    expect(prompts).toHaveLength(7);
  });

  it('that goes away takes its images with it, and no other folder’s', async () => {
    await mkdir(path.join(images, 'dogs'));
    await put('cats/1.png', await picture(1).png().toBuffer());
    await put('dogs/2.png', await picture(2).png().toBuffer());
    await run('fetch');
    const first = images;
    images = path.join(workspace.path, 'others');
    await mkdir(path.join(images, 'cats'), { recursive: true });
    await put('cats/3.png', await picture(3).png().toBuffer());
    await put('cats/1.png', await picture(4).png().toBuffer());
    // Two images of one name: the one that was there stays, the other is told.
    expect((await run('fetch')).concepts).toMatchObject([
      {
        fetched: 1,
        failed: [{ id: 'cats/1.png', reason: expect.stringContaining('another image') as string }],
      },
    ]);
    const listed = (concept: string): Promise<{ images: string[] }> =>
      readJson(workspace.path, `concepts/${concept}/concept.json`);
    expect((await listed('cats')).images.sort()).toEqual(['cats/1.png', 'cats/3.png']);
    images = first;
    await rm(path.join(images, 'dogs'), { recursive: true });
    await run('fetch');
    expect((await listed('dogs')).images).toEqual([]);
    expect((await listed('cats')).images.sort()).toEqual(['cats/1.png', 'cats/3.png']);
  });

  it('is copied when asked to', async () => {
    await put('cats/1.png', await picture(1).png().toBuffer());
    expect(await run('fetch', '--copy')).toMatchObject({ concepts: [{ fetched: 1 }] });
    expect((await collectionFiles(workspace.path)).filter((file) => file.startsWith('images/'))).toHaveLength(
      1,
    );
  });

  it('of images that are none is told file by file', async () => {
    await put('cats/1.png', await picture(1).png().toBuffer());
    await put('cats/page.png', '<html>');
    await put('cats/empty.jpg', '');
    // A PNG that says that it is 65,000 pixels on a side: 17 GB, were it decoded.
    const bomb = await picture(2).png().toBuffer();
    bomb.writeUInt32BE(65_000, 16);
    bomb.writeUInt32BE(65_000, 20);
    await put('cats/bomb.png', bomb);
    // A GIF by its first bytes, a script by the rest.
    await put('cats/polyglot.gif', 'GIF89a/*\0\0*/=1;alert(1)//');
    const { concepts, unreadable, embedded } = await run('explore');
    expect(concepts[0]?.failed.map(({ id }) => id)).toEqual(['cats/empty.jpg', 'cats/page.png']);
    expect(unreadable.map(({ id }) => id)).toEqual(['cats/bomb.png', 'cats/polyglot.gif']);
    expect(embedded).toBe(1);
  });
});

describe('awkward photographs', () => {
  const recorded = process.env['LEXICLIP_TEST_DATA'] ?? '';

  beforeEach(({ skip }) => {
    if (recorded === '') skip('LEXICLIP_TEST_DATA does not name a folder with recorded photographs');
  });

  it('are embedded, but for the one that is cut off', async () => {
    images = path.join(recorded, 'data/edge');
    const { unreadable, embedded } = await run('explore');
    expect(unreadable).toMatchObject([{ id: 'truncated.jpg' }]);
    expect(embedded).toBe(3);
  });
});
