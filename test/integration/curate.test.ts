import { spawnSync } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PromptFile } from '../../src/core/collection/schema.ts';
import { collectionFiles, lexiclip, makeWorkspace, readJson, root, standIn, type CliResult } from './cli.ts';
import { digests } from './tree.ts';

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;

beforeEach(async () => {
  workspace = await makeWorkspace();
  const fetched = await run('fetch', 'cat', 'dog', '--count', '4', '--source', 'sample');
  expect(fetched.status, fetched.stderr).toBe(0);
});
afterEach(async () => {
  await workspace.remove();
});

const run = (...args: readonly string[]): Promise<CliResult> =>
  lexiclip([...args, '--workspace', workspace.path, '--model', standIn]);

async function curate(...args: readonly string[]): Promise<unknown> {
  const result = await run(...args, '--json');
  expect(result.status, result.stderr).toBe(0);
  return JSON.parse(result.stdout) as unknown;
}

const promptOf = (id: string, concept = 'cat'): Promise<PromptFile> =>
  readJson<PromptFile>(workspace.path, `concepts/${concept}/${id}.json`);

/** The files that are not caches. */
async function own(folder = workspace.path): Promise<Record<string, string>> {
  const all = await digests(folder);
  return Object.fromEntries(Object.entries(all).filter(([file]) => !/^cache(\/|\\|$)/.test(file)));
}

describe('sorting a collection out from a terminal', () => {
  it('tags and rates, and what is fetched again keeps both', async () => {
    const report = await curate('tag', '--add', 'keep, a best', '--rate', '4', 'noto-cat');
    expect(report).toMatchObject({
      change: 'Tagged 1 image “a best”, “keep”; Rated 1 image 4 of 5',
      files: 1,
      skipped: [],
    });
    const before = await readFile(path.join(workspace.path, '.lexiclip/concepts/cat/noto-cat.json'), 'utf8');
    expect(before).toContain('    "tags": [\n      "a best",\n      "keep"\n    ],\n    "rating": 4');
    // As in a clone: images are not versioned.
    const { lexiclip: metadata } = await promptOf('noto-cat');
    await writeFile(path.join(workspace.path, '.lexiclip', metadata.image), 'not there any more');
    await run('fetch', 'cat', '--count', '4', '--source', 'sample');
    expect((await promptOf('noto-cat')).lexiclip).toMatchObject({ tags: ['a best', 'keep'], rating: 4 });
  });

  it('takes ids from standard input', async () => {
    const { images } = await readJson<{ images: string[] }>(workspace.path, 'concepts/dog/concept.json');
    const args = ['tag', '--rate', '2', '-', '--json', '--workspace', workspace.path];
    const child = spawn(process.execPath, [path.join(root, 'dist/cli.js'), ...args], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    child.stdin.end(images.map((id) => `${id}\r\n`).join(''));
    const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect(JSON.parse(stdout)).toMatchObject({ images: images.length, files: images.length });
    for (const id of images) expect((await promptOf(id, 'dog')).lexiclip.rating).toBe(2);
  });

  it('moves, takes out, renames and deletes; undo brings back every byte, redo all again', async () => {
    const states = [await own()];
    for (const args of [
      ['concept', 'move', 'dog', 'noto-cat'],
      ['concept', 'new', 'Both', 'noto-cat', 'noto-dog'],
      ['concept', 'take-out', 'noto-dog'],
      ['concept', 'rename', 'dog', 'Hound'],
      ['concept', 'delete', 'cat'],
    ]) {
      await curate(...args);
      states.push(await own());
    }
    expect(await readJson(workspace.path, 'collection.json')).toMatchObject({ concepts: ['Hound', 'Both'] });
    const files = await collectionFiles(workspace.path);
    expect(files.filter((file) => !file.startsWith('cache/') && file.includes('noto-dog.'))).toEqual([]);
    for (let at = states.length - 2; at >= 0; at--) {
      await curate('undo');
      expect(await own()).toEqual(states[at]);
    }
    for (let at = 1; at < states.length; at++) {
      await curate('redo');
      expect(await own()).toEqual(states[at]);
    }
    const nothing = await run('redo');
    expect([nothing.status, nothing.stderr]).toEqual([1, 'There is no change to redo.\n']);
  });

  it('does not fetch again what was taken out', async () => {
    await curate('concept', 'take-out', 'noto-dog');
    await run('fetch', 'dog', '--count', '4', '--source', 'sample');
    const { images, removed } = await readJson<Record<string, string[]>>(
      workspace.path,
      'concepts/dog/concept.json',
    );
    expect([images?.includes('noto-dog'), removed]).toEqual([false, ['noto-dog']]);
  });

  it.each([
    [['tag', '--rate', '6', 'noto-cat'], 2],
    [['tag', 'noto-cat'], 2],
    [['tag', '--add', 'x', 'nobody'], 2],
    [['concept', 'rename', 'nobody', 'x'], 2],
    [['concept', 'move', 'nobody', 'noto-cat'], 2],
    [['undo'], 1],
  ])('%j ends with the status %i, and nothing is changed', async (args, status) => {
    const before = await own();
    expect((await run(...args)).status).toBe(status);
    expect(await own()).toEqual(before);
  });
});

const hasGit = spawnSync('git', ['--version']).status === 0;
if (!hasGit) process.stderr.write('git is not on this machine: that tags merge is not tested\n');

describe.skipIf(!hasGit)('two clones of a repository', () => {
  const git = (folder: string, ...args: readonly string[]): string => {
    const who = [
      '-c',
      'user.name=test',
      '-c',
      'user.email=test@example.invalid',
      '-c',
      'commit.gpgsign=false',
    ];
    const { status, stdout, stderr } = spawnSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${args.join(' ')}:\n${stdout}${stderr}`);
    return stdout;
  };

  it('tag different images, and merge without a conflict', async () => {
    const [mine, theirs] = [workspace.path, (await makeWorkspace()).path];
    git(mine, 'init', '-q', '-b', 'main');
    git(mine, 'add', '-A');
    git(mine, 'commit', '-q', '-m', 'Fetched');
    await cp(mine, theirs, { recursive: true });
    const tag = async (folder: string, ...args: readonly string[]): Promise<void> => {
      const { status, stderr } = await lexiclip(['tag', ...args, '--workspace', folder]);
      expect(status, stderr).toBe(0);
      git(folder, 'add', '-A');
      git(folder, 'commit', '-q', '-m', args.join(' '));
    };
    await tag(mine, '--add', 'keep,sharp', '--rate', '5', 'noto-cat', 'noto-dog');
    const ids = (await readJson<{ images: string[] }>(theirs, 'concepts/cat/concept.json')).images;
    const others = ids.filter((id) => id !== 'noto-cat');
    await tag(theirs, '--add', 'drop', '--rate', '1', ...others);
    git(mine, 'pull', '-q', '--no-rebase', '--no-edit', theirs, 'main');
    expect(git(mine, 'status', '--porcelain')).toBe('');
    expect((await promptOf('noto-cat')).lexiclip).toMatchObject({ tags: ['keep', 'sharp'], rating: 5 });
    for (const id of others)
      expect((await promptOf(id)).lexiclip).toMatchObject({ tags: ['drop'], rating: 1 });
    // What undoes changes is nobody's but this clone's.
    expect(git(mine, 'ls-files')).not.toContain('cache/');
  });
});
