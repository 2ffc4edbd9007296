import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { picture, pngWithTexts } from '../fakes/image-texts.ts';
import { collectionFiles, lexiclip, makeWorkspace, readJson } from './cli.ts';

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

beforeEach(async () => {
  workspace = await makeWorkspace();
});
afterEach(async () => {
  await workspace.remove();
});

/** What the records say of each image of a folder with these files, by path. */
async function recordsOf(files: Readonly<Record<string, string | Buffer>>): Promise<Map<unknown, object>> {
  const folder = path.join(workspace.path, 'pictures');
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
  const how = ['--count', '100', '--workspace', workspace.path, '--json'];
  const { status, stderr } = await lexiclip(['fetch', '--source', 'folder', '--folder', folder, ...how]);
  expect(status, stderr).toBe(0);
  const names = (await collectionFiles(workspace.path)).filter((file) =>
    /^concepts\/.*\/(?!concept\.json)/.test(file),
  );
  const records = await Promise.all(names.map((name) => readJson<{ file: string }>(workspace.path, name)));
  return new Map(records.map((record) => [record.file, record]));
}

const png = (seed: number): Promise<Buffer> => picture(seed).png().toBuffer();

it('sidecars of every name, encoding and shape are read, and wipe nothing', async () => {
  const parameters = { kind: 'tEXt', keyword: 'parameters', text: 'own words\nSteps: 20, Seed: 7' } as const;
  const utf16 = Buffer.from('\uFEFFein Bär\r\n', 'utf16le');
  const images = [
    'a',
    'b',
    'c',
    'd',
    'e',
    'f',
    'g',
    'h',
    'sub/i',
    'sub/j',
    'k.v2',
    'l',
    'm',
    'n',
    'sub/o',
    'none',
  ];
  const pictures = await Promise.all(
    images.map((name, at) => png(at).then((bytes) => [`${name}.png`, bytes])),
  );
  const records = await recordsOf({
    ...(Object.fromEntries(pictures) as Record<string, Buffer>),
    'own.png': await pngWithTexts(20, [parameters]),
    'own.json': '{"prompt": null, "rating": 5, "id": 7, "file": "C:/old/place.png"}',
    'a.txt': utf16,
    'b.caption': '\uFEFFsks dog, on a sofa\n',
    'c.json': '\uFEFF{"caption": "two boats", "key": "000001", "score": NaN}',
    'd.png.txt': Buffer.from('ein B\xe4r', 'latin1'),
    'e.png.json': '{"prompt": "of a gallery", "author": {"name": "x"}}',
    'f.png.caption': 'a caption',
    'g.json': '[1,2',
    'g.txt': 'from the text',
    'h.json': '[{"x": 1}]',
    'h.txt': 'from the text too',
    'metadata.jsonl': '{"file_name": "sub/i.png", "text": "from the list above", "split": 1}\n\nnot json\n',
    'sub/metadata.jsonl': '\uFEFF{"file_name": "j.png", "caption": "from the list beside"}\r\n',
    'metadata.csv': '\uFEFFfile_name,text,note\r\nl.png,"of a table, ""quoted""",\r\nsub/none.png,x\r\n',
    'sub/metadata.csv': 'file_name,text\n"broken',
    'meta_cap.json': JSON.stringify({
      m: { caption: 'by its name', tags: '1girl, solo' },
      n: { tags: 'tags, alone', train_resolution: [512, 512] },
      'C:\\train\\pictures\\sub\\o.png': { caption: 'by a path of elsewhere' },
      none: { train_resolution: [512, 512] },
    }),
    'meta.json': '{"none": {"caption": 7}}',
    'k.v2.txt': 'dots in a name',
    'k.txt': 'another image',
  });
  const expected: Record<string, object> = {
    'own.png': { prompt: 'own words', seed: 7, rating: 5, id: 'own.png', file: 'own.png' },
    'a.png': { prompt: 'ein Bär', readFrom: { prompt: 'sidecar:txt' } },
    'b.png': { prompt: 'sks dog, on a sofa', readFrom: { prompt: 'sidecar:caption' } },
    'c.png': { prompt: 'two boats', key: '000001', readFrom: { prompt: 'sidecar:json' } },
    'd.png': { prompt: 'ein Bär' },
    'e.png': { prompt: 'of a gallery', author: { name: 'x' } },
    'f.png': { prompt: 'a caption' },
    'g.png': { prompt: 'from the text' },
    'h.png': { prompt: 'from the text too' },
    'sub/i.png': { prompt: 'from the list above', split: 1, readFrom: { prompt: 'list:metadata.jsonl' } },
    'sub/j.png': { prompt: 'from the list beside' },
    'k.v2.png': { prompt: 'dots in a name' },
    'l.png': { prompt: 'of a table, "quoted"', readFrom: { prompt: 'list:metadata.csv' } },
    'm.png': { prompt: 'by its name', tags: '1girl, solo', readFrom: { prompt: 'list:meta_cap.json' } },
    'n.png': { prompt: 'tags, alone', train_resolution: [512, 512] },
    'sub/o.png': { prompt: 'by a path of elsewhere' },
  };
  expect(Object.fromEntries(records)).toMatchObject(expected);
  expect(records.get('none.png')).not.toHaveProperty('prompt');
});
