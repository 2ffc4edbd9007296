import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { Collection } from '../../../src/core/collection/collection.ts';
import { promptPath } from '../../../src/core/collection/paths.ts';
import { LexiclipError } from '../../../src/core/errors.ts';
import { FolderStore } from '../../../src/node/collection/folder-store.ts';
import type { LexiclipOptions } from '../../../src/node/lexiclip.ts';
import { chosenVectors } from '../../../src/node/models/chosen-vectors.ts';
import { FolderSession, type SessionChange } from '../../../src/vscode/sessions/folder-session.ts';
import { Works } from '../../../src/vscode/work/works.ts';
import { addImages, device, model } from '../../fakes/collections.ts';

const shown = vi.hoisted((): string[] => []);
vi.mock('vscode', () => {
  class EventEmitter<T> {
    readonly #listeners: ((value: T) => void)[] = [];
    readonly event = (listener: (value: T) => void): void => void this.#listeners.push(listener);
    fire(value: T): void {
      for (const listener of this.#listeners) listener(value);
    }
  }
  const settings = { get: (_name: string, value: unknown) => value };
  return {
    EventEmitter,
    Uri: { joinPath: (uri: { fsPath: string }, ...names: string[]) => [uri.fsPath, ...names].join('/') },
    ProgressLocation: {},
    workspace: { isTrusted: true, getConfiguration: () => settings },
    window: {
      showInformationMessage: (text: string) => {
        shown.push(text);
        return Promise.resolve(undefined);
      },
      withProgress: (_options: unknown, work: (...given: unknown[]) => unknown) =>
        work({ report: () => undefined }, { onCancellationRequested: () => ({ dispose: () => undefined }) }),
    },
  };
});

/** What the pipelines were given. */
const given = vi.hoisted((): LexiclipOptions[] => []);
vi.mock('../../../src/node/lexiclip.ts', () => ({
  Lexiclip: class {
    constructor(options: LexiclipOptions) {
      given.push(options);
    }
    dispose(): void {
      // Nothing was started.
    }
  },
}));

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn(), debug: vi.fn(), show: vi.fn(), dispose: vi.fn() };
const run = {
  ...({ name: 'umap', method: 'umap', seed: 1, model, device, ids: ['a'], parameters: {} } as const),
  control: { stop: vi.fn(), change: vi.fn() },
  onFrame: vi.fn(),
};

const uriOf = (fsPath: string): vscode.Uri => ({ fsPath }) as unknown as vscode.Uri;

let folder: string;
let session: FolderSession;
let changes: SessionChange[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lexiclip-session-'));
  const store = new FolderStore(path.join(folder, '.lexiclip'));
  const turn = await store.takeTurn({ signal: new AbortController().signal, onProgress: vi.fn() });
  await addImages(new Collection(store), 'cat', ['a', 'b']);
  await turn.release();
  const uri = uriOf(folder);
  session = new FolderSession({ uri, name: 'drawings', index: 0 }, uriOf('/nowhere'), log, new Works());
  changes = [];
  session.onChange((change) => changes.push(change));
  [shown.length, given.length] = [0, 0];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a folder’s session', () => {
  it.each([
    ['is cancelled', new DOMException('cancelled', 'AbortError')],
    ['fails', new Error('no network')],
  ])('shows nothing as under way any more where a run %s', async (_how, error) => {
    const running = session.run('LexiCLIP', () => {
      given[0]?.onPreview?.({ points: [{ id: 'a', x: 0, y: 0 }], model, device });
      given[0]?.onLiveLayout?.(run);
      expect([session.preview?.points.length, session.layout?.map.name]).toEqual([1, 'umap']);
      return Promise.reject(error);
    });
    await expect(running).rejects.toBe(error);
    expect([session.preview, session.layout]).toEqual([undefined, undefined]);
    expect(changes).toEqual(['preview', 'layout', 'layout', 'collection']);
    expect(await session.run('LexiCLIP', () => Promise.resolve(1))).toBe(1);
  });

  it('runs one thing at a time, and says so', async () => {
    let end: () => void = () => undefined;
    const first = session.run('LexiCLIP', () => new Promise<void>((resolve) => (end = resolve)));
    expect(await session.run('LexiCLIP', () => Promise.resolve(1))).toBeUndefined();
    expect(shown).toEqual([expect.stringContaining('still at work in drawings')]);
    end();
    await first;
  });

  it('gives every run the collection that it holds in memory', async () => {
    await session.run('LexiCLIP', () => Promise.resolve());
    await session.run('LexiCLIP', () => Promise.resolve());
    expect(given[0]?.home).toBeDefined();
    expect(given[1]?.home).toBe(given[0]?.home);
  });

  it('knows of an image without reading files again, and of one that was edited by hand', async () => {
    const prompts = async (): Promise<unknown> =>
      (await session.snapshot())?.concepts[0]?.images.map(({ prompt }) => prompt);
    expect(await prompts()).toEqual(['a cat', 'a cat']);
    const file = path.join(folder, '.lexiclip', promptPath('cat', 'b'));
    await writeFile(file, (await readFile(file, 'utf8')).replace(' a cat ', 'a tiger'));
    session.fileChanged(promptPath('cat', 'b'));
    expect((await session.image('b'))?.prompt).toBe('a tiger');
    expect(await prompts()).toEqual(['a cat', 'a tiger']);
    expect((await session.prompt('b'))?.['prompt']).toBe('a tiger');
  });

  it('tells of what was changed without a word when it looks at all files', async () => {
    await session.snapshot();
    await session.checkAnew();
    const before = changes.length;
    await rm(path.join(folder, '.lexiclip', promptPath('cat', 'b')));
    await session.checkAnew();
    expect(changes.slice(before)).toEqual(['collection']);
    expect(await session.image('b')).toBeUndefined();
  });

  describe('knows how far its collection is', () => {
    const abort = new DOMException('cancelled', 'AbortError');
    const offline = new LexiclipError({ kind: 'model-unreachable', url: 'http://hub/', detail: 'x' });
    const failing = (error: unknown): Promise<unknown> =>
      session.run('LexiCLIP', () => Promise.reject(error as Error), { wanted: ['umap'] });

    it('and how the last run that was to make maps has ended, until the next', async () => {
      expect(await session.state()).toEqual({ kind: 'fetched', images: 2, embedded: 0, isRunning: false });
      await expect(failing(abort)).rejects.toBe(abort);
      expect((await session.state()).ended).toEqual({ how: 'cancelled' });
      await expect(failing(offline)).rejects.toBe(offline);
      expect((await session.state()).ended).toMatchObject({ how: 'failed', isModel: true });
      await session.run(
        'LexiCLIP',
        async () => {
          expect(await session.state()).toEqual({ kind: 'fetched', images: 2, embedded: 0, isRunning: true });
        },
        { wanted: [] },
      );
      expect(await session.state()).toEqual({ kind: 'fetched', images: 2, embedded: 0, isRunning: false });
    });

    it('whatever else is run', async () => {
      await expect(failing(abort)).rejects.toBe(abort);
      const searching = session.run('LexiCLIP', () => Promise.reject(new Error('no text side')));
      await expect(searching).rejects.toThrow();
      expect(await session.state()).toMatchObject({ ended: { how: 'cancelled' }, isRunning: false });
    });

    it('and forgets how a run ended where there is nothing to go on with', async () => {
      await expect(failing(abort)).rejects.toBe(abort);
      await rm(path.join(folder, '.lexiclip'), { recursive: true });
      await session.checkAnew();
      expect(await session.state()).toEqual({ kind: 'empty', images: 0, embedded: 0, isRunning: false });
    });

    it('and reads what the vectors are of only where they have changed', async () => {
      const name = 'clip-vit-base-patch32-int8';
      const file = path.join(folder, '.lexiclip/cache/embeddings', `${name}.json`);
      await mkdir(path.dirname(file), { recursive: true });
      const chosen = await chosenVectors(
        { model: undefined, device: 'cpu', server: undefined },
        { standIn: '' },
      );
      const [vectors] = chosen;
      const description = (...ids: readonly string[]): string =>
        JSON.stringify({
          device,
          preprocessing: vectors?.preprocessing,
          dimension: 2,
          vectorsSha256: '',
          model: { ...model, sha256: vectors?.sha256 },
          rows: ids.map((id) => ({ id, sha256: `digest of ${id}` })),
        });
      const longAgo = new Date('2026-01-02T03:04:05Z');
      const write = async (text: string, at: Date): Promise<void> => {
        await writeFile(file, text);
        await utimes(file, at, at);
      };
      expect(vectors?.name).toBe(name);
      await write(description('a'), longAgo);
      expect(await session.state()).toMatchObject({ kind: 'partlyEmbedded', embedded: 1 });
      // The same size and date: as if nothing had changed.
      await write(description('z'), longAgo);
      await rm(path.join(folder, '.lexiclip', promptPath('cat', 'b')));
      await session.checkAnew();
      expect(await session.state()).toMatchObject({ kind: 'embedded', images: 1, embedded: 1 });
      await write(description('z'), new Date('2026-01-02T03:04:06Z'));
      expect(await session.state()).toMatchObject({ kind: 'fetched', images: 1, embedded: 0 });
    });

    it('and expects no vector of an image that could not be embedded', async () => {
      const image = await session.image('b');
      session.open();
      given[0]?.onHopeless?.(image === undefined ? [] : [image]);
      expect(await session.state()).toMatchObject({ kind: 'fetched', images: 1 });
    });
  });
});
