import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Collection } from '../../../src/core/collection/collection.ts';
import { LexiclipError } from '../../../src/core/errors.ts';
import type { PreviewFrame } from '../../../src/core/project/preview.ts';
import type { ProjectRequest } from '../../../src/core/reports.ts';
import type { ToPage } from '../../../src/protocol/explorer.ts';
import { mapFormStart, PanelMapForm } from '../../../src/vscode/explorer/map-form.ts';
import type { FolderSession } from '../../../src/vscode/sessions/folder-session.ts';
import { addImages, projection } from '../../fakes/collections.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const { executed, workspace } = vi.hoisted(() => ({
  executed: [] as unknown[][],
  workspace: {
    isTrusted: true,
    getConfiguration: () => ({ get: (_name: string, value: unknown) => value }),
  },
}));
/** What `lexiclip.newMap` does when the form asks for a map. */
let command: () => Promise<void> = () => Promise.resolve();

vi.mock('vscode', () => ({
  workspace,
  commands: {
    executeCommand: async (...given: unknown[]) => {
      executed.push(given);
      await command();
    },
  },
}));

const wish = { name: 'umap', method: 'umap', parameters: { neighbors: 5 }, seed: 1 } as const;

/** A preview that was asked for, and how it ends. */
interface Asked {
  readonly request: ProjectRequest;
  readonly signal: AbortSignal;
  readonly tell: (frame: PreviewFrame) => void;
  readonly fail: (error: unknown) => void;
}

interface Bench {
  readonly form: PanelMapForm;
  readonly posted: readonly ToPage[];
  readonly asked: readonly Asked[];
  readonly opened: () => number;
  readonly session: FolderSession;
}

async function bench(maps: readonly ReturnType<typeof projection>[] = []): Promise<Bench> {
  const collection = new Collection(new MemoryStore());
  await addImages(collection, 'cat', ['a', 'b']);
  for (const map of maps) await collection.writeProjection(map);
  const [posted, asked]: [ToPage[], Asked[]] = [[], []];
  let opened = 0;
  const run = (request: ProjectRequest, signal: AbortSignal, tell: Asked['tell']): Promise<void> =>
    new Promise((_resolve, fail) => {
      asked.push({ request, signal, tell, fail });
    });
  const open = (): object => {
    opened++;
    return { mapPreviews: () => ({ run }), dispose: () => opened-- };
  };
  const folder = { uri: { toString: () => 'file:///pets' } };
  const session = { collection, folder, open } as unknown as FolderSession;
  const form = new PanelMapForm(session, (message) => {
    posted.push(message);
    return Promise.resolve();
  });
  return { form, posted, asked, session, opened: () => opened };
}

const frame: PreviewFrame = {
  layout: Float32Array.of(1, 2),
  dimensions: 2,
  done: 1,
  total: 2,
  concepts: Uint32Array.of(0),
  of: 1,
};

beforeEach(() => {
  executed.length = 0;
  workspace.isTrusted = true;
  command = () => Promise.resolve();
});

describe('what a form opens with', () => {
  it('is the settings for a new map, and the names that are taken', async () => {
    const { session } = await bench([projection('pca', ['a'])]);
    const start = { method: 'umap', parameters: {}, seed: 42, usualSeed: 42, taken: ['pca'] };
    expect(await mapFormStart(session, {})).toEqual(start);
    expect(await mapFormStart(session, { name: 'broken' })).toEqual({ ...start, name: 'broken' });
  });

  it('is how a map was made, for one that is computed again', async () => {
    const map = { ...projection('tsne', ['a']), name: 'own', parameters: { perplexity: 5 }, seed: 7 };
    const { session } = await bench([map]);
    expect(await mapFormStart(session, { projection: 'own' })).toEqual({
      method: 'tsne',
      parameters: { perplexity: 5 },
      seed: 7,
      usualSeed: 42,
      name: 'own',
      taken: ['own'],
    });
  });

  it('is nothing where there is nothing to make a map of', async () => {
    const imported = { ...projection('umap', ['a']), method: 'imported' as const };
    const { session } = await bench([imported]);
    expect(await failureOf(mapFormStart(session, { projection: 'gone' }))).toMatchObject({
      kind: 'no-such-map',
    });
    expect(await failureOf(mapFormStart(session, { projection: 'umap' }))).toMatchObject({
      kind: 'imported-map',
    });
    const empty = { collection: new Collection(new MemoryStore()) } as unknown as FolderSession;
    expect(await failureOf(mapFormStart(empty, {}))).toEqual({ kind: 'no-images' });
  });
});

describe('previews', () => {
  it('are told under their number, and an earlier one is cancelled by the next', async () => {
    const { form, posted, asked, opened } = await bench();
    void form.answer({ type: 'previewMap', number: 1, ...wish });
    void form.answer({ type: 'previewMap', number: 2, ...wish, seed: 9 });
    const [first, second] = asked;
    expect([first?.signal.aborted, second?.signal.aborted]).toEqual([true, false]);
    expect(second?.request).toMatchObject({ ...wish, seed: 9 });
    first?.tell(frame);
    second?.tell(frame);
    const { layout: coordinates, ...rest } = frame;
    expect(posted).toEqual([
      { type: 'mapPreview', number: 2, preview: { kind: 'frame', coordinates, ...rest } },
    ]);
    expect(opened()).toBe(1);
  });

  it('say why there are none', async () => {
    const { form, posted, asked } = await bench();
    const answered = form.answer({ type: 'previewMap', number: 1, ...wish });
    asked[0]?.fail(new LexiclipError({ kind: 'no-vectors' }));
    await answered;
    workspace.isTrusted = false;
    await form.answer({ type: 'previewMap', number: 2, ...wish });
    expect(asked).toHaveLength(1);
    expect(posted).toMatchObject([
      { number: 1, preview: { kind: 'failed', message: expect.stringContaining('no vectors') as string } },
      {
        number: 2,
        preview: { kind: 'failed', message: expect.stringContaining('Restricted Mode') as string },
      },
    ]);
  });

  it('end with the form, which gives the focus back to the sidebar it came from', async () => {
    const { form, posted, asked, opened } = await bench();
    form.begin(true);
    void form.answer({ type: 'previewMap', number: 1, ...wish });
    await form.answer({ type: 'closeMapForm' });
    asked[0]?.tell(frame);
    expect([asked[0]?.signal.aborted, opened(), posted]).toEqual([true, 0, []]);
    expect(executed).toEqual([['lexiclip.collection.focus']]);
    await form.answer({ type: 'askMapForm' });
    await form.answer({ type: 'closeMapForm' });
    expect(executed).toHaveLength(1);
  });
});

describe('the map of a form', () => {
  it('is made by the command, and the form closes when that begins', async () => {
    const { form, posted } = await bench();
    command = () => form.making();
    await form.answer({ type: 'makeMap', ...wish });
    expect(executed).toEqual([['lexiclip.newMap', { folder: 'file:///pets', ...wish }]]);
    expect(posted).toEqual([{ type: 'mapForm', start: null }]);
  });

  it('leaves the form open where the command is refused, or another map is made', async () => {
    const { form, posted } = await bench();
    await form.answer({ type: 'makeMap', ...wish });
    await form.making();
    expect(posted).toEqual([]);
  });
});
