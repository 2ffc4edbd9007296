import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client, type CallToolResult } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { root, standIn } from './cli.ts';
import { ExploredCollections } from './explored.ts';
import { digests } from './tree.ts';

/* The server as a program that speaks the protocol meets it: the official client starts it. */
describe('lexiclip mcp', { timeout: 120_000 }, () => {
  let explored: ExploredCollections;
  let client: Client | undefined;

  beforeAll(async () => {
    explored = await ExploredCollections.explore();
    return () => explored.remove();
  });
  afterEach(() => client?.close());

  async function connect(workspace: string, ...options: string[]): Promise<Client> {
    const args = ['mcp', '--workspace', workspace, '--model', explored.model, '--device', 'cpu', ...options];
    client = new Client({ name: 'test', version: '1' });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [path.join(root, 'dist/cli.js'), ...args],
      stderr: 'ignore',
    });
    await client.connect(transport);
    return client;
  }

  it('offers what only reads, and fetching when that is asked for', async () => {
    const names = async (...options: string[]): Promise<string[]> =>
      (await (await connect(explored.base, ...options)).listTools()).tools.map(({ name }) => name);
    const reading = await names();
    expect(reading).toEqual([
      'lexiclip_describe_map',
      'lexiclip_search_images',
      'lexiclip_find_outliers',
      'lexiclip_compare_prompts',
    ]);
    await client?.close();
    expect(await names('--write')).toEqual([...reading, 'lexiclip_explore_concepts']);
  });

  it('says what the collection holds, finds what is alike, and shows pictures', async () => {
    const workspace = await explored.copy();
    const connected = await connect(workspace);
    const described = jsonOf(await connected.callTool({ name: 'lexiclip_describe_map', arguments: {} }));
    expect(described).toMatchObject({ images: 8, concepts: [{ name: 'cat', images: 4 }, { name: 'dog' }] });
    expect(described['maps']).toHaveLength(2);
    const found = await connected.callTool({
      name: 'lexiclip_search_images',
      arguments: { query: 'like:noto-cat', limit: 3 },
    });
    const { hits } = jsonOf(found) as { hits: { id: string; prompt: string }[] };
    expect(hits).toHaveLength(3);
    expect(hits.map(({ id }) => id)).not.toContain('noto-cat');
    expect(found.content.filter(({ type }) => type === 'image')).toHaveLength(3);
    const [, picture] = found.content;
    const bytes = picture?.type === 'image' ? Buffer.from(picture.data, 'base64') : Buffer.alloc(0);
    expect(bytes.toString('latin1', 8, 12)).toBe('WEBP');
    const compared = jsonOf(
      await connected.callTool({
        name: 'lexiclip_compare_prompts',
        arguments: { ids: ['noto-cat', 'noto-dog'] },
      }),
    );
    expect(compared['images']).toMatchObject([
      { id: 'noto-cat', concepts: ['cat'] },
      { id: 'noto-dog', concepts: ['dog'] },
    ]);
    const outliers = jsonOf(
      await connected.callTool({ name: 'lexiclip_find_outliers', arguments: { limit: 2 } }),
    );
    expect(outliers['alone']).toHaveLength(2);
    expect(outliers['misplaced']).toBeInstanceOf(Array);
  });

  it('sees what changed between two questions', async () => {
    const workspace = await explored.copy();
    const connected = await connect(workspace);
    const ids = ['noto-cat', 'noto-dog'];
    const promptOf = async (): Promise<unknown> => {
      const answer = await connected.callTool({ name: 'lexiclip_compare_prompts', arguments: { ids } });
      return (jsonOf(answer) as { images: { prompt: string }[] }).images[0]?.prompt;
    };
    const file = path.join(workspace, '.lexiclip/concepts/cat/noto-cat.json');
    await promptOf();
    const prompt = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...prompt, prompt: 'a cat on a roof, in the rain' }));
    expect(await promptOf()).toBe('a cat on a roof, in the rain');
  });

  it('refuses in words what it cannot do, writes nothing, and goes on', async () => {
    const workspace = await explored.copy();
    const before = await digests(workspace);
    // A model that knows no words.
    const connected = await connect(workspace, '--model', standIn);
    const refusals = [
      ['lexiclip_compare_prompts', { ids: ['noto-cat', '../../etc/passwd'] }, /has no image/],
      ['lexiclip_search_images', { query: 'a red fruit' }, /words|text/],
      ['lexiclip_search_images', { query: 'x', limit: 1e9 }, /limit|50/],
    ] as const;
    for (const [name, args, message] of refusals) {
      const answer = await connected.callTool({ name, arguments: args });
      expect(answer.isError).toBe(true);
      expect(JSON.stringify(answer.content)).toMatch(message);
    }
    expect(jsonOf(await connected.callTool({ name: 'lexiclip_describe_map', arguments: {} }))).toMatchObject({
      images: 8,
    });
    expect(await digests(workspace)).toEqual(before);
  });

  it('fetches and maps where that is allowed', async () => {
    const workspace = await explored.copy();
    const connected = await connect(workspace, '--write');
    const answer = await connected.callTool({
      name: 'lexiclip_explore_concepts',
      arguments: { concepts: ['tomato'], count: 3, source: 'sample' },
    });
    expect(jsonOf(answer)).toMatchObject({ concepts: [{ name: 'tomato', fetched: 3 }], embedded: 3 });
    const described = jsonOf(await connected.callTool({ name: 'lexiclip_describe_map', arguments: {} }));
    expect(described['images']).toBe(11);
  });
});

function jsonOf(answer: unknown): Record<string, unknown> {
  const [first] = (answer as CallToolResult).content;
  if (first?.type !== 'text') throw new Error(`no text in ${JSON.stringify(answer)}`);
  return JSON.parse(first.text) as Record<string, unknown>;
}
