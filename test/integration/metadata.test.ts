import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { collectionFiles, lexiclip, makeWorkspace, readJson } from './cli.ts';

/** A folder with recorded shapes: `data/metadata/<case>/` and, beside it, `<case>.json` with what must come out. */
const recorded = process.env['LEXICLIP_TEST_DATA'] ?? '';
const shapes = path.join(recorded, 'data/metadata');

interface Expected {
  readonly prompt?: string;
  readonly promptContains?: readonly string[];
  /** Null where there is none. */
  readonly negativePrompt?: string | null;
  readonly tool?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Names that parameters must not have: they are part of another one's value. */
  readonly notParameters?: readonly string[];
}

interface Shape {
  readonly shape: string;
  readonly expect: Readonly<Record<string, Expected>>;
}

const isThere = recorded !== '' && existsSync(shapes);
const cases = isThere ? readdirSync(shapes).filter((name) => name.endsWith('.json')) : [];

describe('what tools wrote into files that people reported', () => {
  const prompts = new Map<string, Record<string, unknown>>();

  beforeAll(async () => {
    if (!isThere) return;
    const { path: workspace, remove } = await makeWorkspace();
    const how = ['--source', 'folder', '--folder', shapes, '--count', '1000', '--workspace', workspace];
    const result = await lexiclip(['fetch', ...how, '--json']);
    expect(result.status, result.stderr).toBe(0);
    const files = (await collectionFiles(workspace)).filter((file) =>
      /^concepts\/.*\/(?!concept\.json)/.test(file),
    );
    for (const file of files) {
      const prompt = await readJson<Record<string, unknown>>(workspace, file);
      prompts.set(String(prompt['file']), prompt);
    }
    return remove;
  });

  it('are there', ({ skip }) => {
    if (!isThere) skip('LEXICLIP_TEST_DATA does not name a folder with recorded shapes');
    expect(cases.length).toBeGreaterThan(40);
  });

  describe.each(cases)('%s', (name) => {
    const { shape, expect: wanted } = JSON.parse(readFileSync(path.join(shapes, name), 'utf8')) as Shape;
    const folder = name.slice(0, -'.json'.length);
    for (const [
      file,
      { promptContains = [], notParameters = [], negativePrompt, ...plain },
    ] of Object.entries(wanted))
      it(`${shape}: ${file}`, ({ skip }) => {
        if (!existsSync(path.join(shapes, folder))) skip('the folder with recorded shapes lacks it');
        const found = prompts.get(`${folder}/${file}`);
        // What has no words is called by its name.
        const prompt: Record<string, unknown> = { prompt: path.parse(file).name, ...found };
        expect(found).toBeDefined();
        expect(prompt).toMatchObject(plain);
        for (const part of promptContains) expect(prompt['prompt']).toContain(part);
        for (const name of notParameters) expect(prompt['parameters']).not.toHaveProperty([name]);
        if (negativePrompt !== undefined) expect(prompt['negativePrompt'] ?? null).toBe(negativePrompt);
      });
  });
});
