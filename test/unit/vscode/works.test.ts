import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { WorkNotices, type WorkPlace } from '../../../src/vscode/work/notices.ts';
import { LATE_MS, Works } from '../../../src/vscode/work/works.ts';

/** A notification that is open, and how its Cancel is pressed. */
interface Notification {
  readonly title: string;
  readonly messages: string[];
  cancel: () => void;
}

const { open } = vi.hoisted(() => ({ open: new Set<Notification>() }));

vi.mock('vscode', () => ({
  EventEmitter: class<T> {
    readonly #listeners = new Set<(value: T) => void>();
    readonly event = (listener: (value: T) => void): { dispose: () => void } => {
      this.#listeners.add(listener);
      return { dispose: () => this.#listeners.delete(listener) };
    };
    fire(value: T): void {
      for (const listener of [...this.#listeners]) listener(value);
    }
    dispose(): void {
      this.#listeners.clear();
    }
  },
  ProgressLocation: {},
  window: {
    withProgress: async (
      { title }: { title: string },
      work: (progress: object, token: object) => Promise<void>,
    ) => {
      const notification: Notification = { title, messages: [], cancel: () => undefined };
      open.add(notification);
      const progress = {
        report: ({ message }: { message: string }) => notification.messages.push(message),
      };
      const token = {
        onCancellationRequested: (listener: () => void) => {
          notification.cancel = listener;
          return { dispose: () => undefined };
        },
      };
      await work(progress, token);
      open.delete(notification);
    },
  },
}));

const folder = (name: string): vscode.WorkspaceFolder =>
  ({ name, uri: `file:///${name}` }) as unknown as vscode.WorkspaceFolder;

let works: Works;
let told: number;

beforeEach(() => {
  vi.useFakeTimers();
  open.clear();
  works = new Works();
  told = 0;
  works.onChange(() => told++);
});
afterEach(() => {
  works.dispose();
  vi.useRealTimers();
});

/** Work that lasts until it is ended or cancelled. */
function lasting(options: { readonly isLate?: boolean; readonly folder?: vscode.WorkspaceFolder } = {}): {
  readonly ended: Promise<unknown>;
  readonly end: () => void;
  readonly embed: (done: number) => void;
} {
  let end: () => void = () => undefined;
  let embed: (done: number) => void = () => undefined;
  const ended = works
    .run({ title: 'LexiCLIP', ...options }, ({ signal, onProgress }) => {
      embed = (done) => onProgress({ stage: 'embed', done, total: 100, message: `${done} of 100 images` });
      return new Promise<string>((resolve, reject) => {
        end = () => resolve('done');
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    })
    .catch((error: unknown) => error);
  return { ended, end: () => end(), embed: (done) => embed(done) };
}

describe('long work', () => {
  it('is shown from its beginning to its end, with what it does and how long it takes', async () => {
    const { ended, end, embed } = lasting();
    expect(works.all[0]?.text).toMatchObject({ title: 'Starting', short: 'Starting' });
    for (let done = 0; done <= 10; done++) {
      embed(done);
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(works.all[0]?.text).toMatchObject({
      title: 'Embedding',
      detail: '10 of 100 images, about 1 minute left',
      short: 'Embedding 10 %',
    });
    end();
    expect(await ended).toBe('done');
    expect(works.all).toEqual([]);
  });

  it('tells of progress now and then, however often it is told', async () => {
    const { embed } = lasting();
    const before = told;
    for (let done = 0; done < 100; done++) embed(done);
    await vi.advanceTimersByTimeAsync(500);
    expect(told - before).toBe(1);
    // What is said of the time that is left is kept true.
    await vi.advanceTimersByTimeAsync(3000);
    expect(told - before).toBeGreaterThanOrEqual(3);
  });

  it('is cancelled, and says so until it has ended', async () => {
    const { ended } = lasting();
    const [work] = works.all;
    if (work !== undefined) works.cancel(work);
    expect(work?.text.title).toBe('Stopping');
    expect(await ended).toMatchObject({ name: 'AbortError' });
  });

  it('ends when its caller wants no answer any more', async () => {
    const caller = new AbortController();
    const running = works.run({ title: 'x', signal: caller.signal }, ({ signal }) => {
      caller.abort();
      return Promise.resolve(signal.aborted);
    });
    expect(await running).toBe(true);
  });

  it('that is mostly done at once is shown only where it is not', async () => {
    const soon = lasting({ isLate: true });
    soon.end();
    await soon.ended;
    await vi.advanceTimersByTimeAsync(LATE_MS);
    expect(told).toBe(0);
    const late = lasting({ isLate: true });
    expect(works.all).toEqual([]);
    await vi.advanceTimersByTimeAsync(LATE_MS);
    expect(works.all).toHaveLength(1);
    late.end();
    await late.ended;
    expect(works.all).toEqual([]);
  });

  it('is of its folder, or of all where it is about the machine', async () => {
    lasting({ folder: folder('a') });
    const here = (): boolean => works.in(folder('a')) !== undefined;
    // A page does not flicker for what is over at once.
    expect(here()).toBe(false);
    await vi.advanceTimersByTimeAsync(LATE_MS);
    expect(here()).toBe(true);
    expect(works.in(folder('b'))).toBeUndefined();
    lasting();
    await vi.advanceTimersByTimeAsync(LATE_MS);
    expect(works.in(folder('b'))).toBeDefined();
  });
});

describe('a notification', () => {
  let isSeen: boolean;
  let look: () => void;
  let notices: WorkNotices;

  beforeEach(() => {
    isSeen = false;
    const place: WorkPlace = {
      shows: () => isSeen,
      onDidChangeVisibility: (listener) => {
        look = () => void listener(undefined);
        return works.onChange(() => undefined);
      },
    };
    notices = new WorkNotices(works, [place]);
    return () => notices.dispose();
  });

  it('tells of work where nothing else does, with its progress and Cancel', async () => {
    const { ended, embed } = lasting();
    expect(open.size).toBe(0);
    await vi.advanceTimersByTimeAsync(LATE_MS);
    embed(3);
    await vi.advanceTimersByTimeAsync(300);
    const [notification] = open;
    expect(notification?.messages.at(-1)).toBe('Embedding · 3 of 100 images');
    notification?.cancel();
    expect(await ended).toMatchObject({ name: 'AbortError' });
    await vi.advanceTimersByTimeAsync(0);
    expect(open.size).toBe(0);
  });

  it('does not come where the work is seen, and comes when it is seen no more', async () => {
    isSeen = true;
    lasting();
    await vi.advanceTimersByTimeAsync(10 * LATE_MS);
    expect(open.size).toBe(0);
    isSeen = false;
    look();
    await vi.advanceTimersByTimeAsync(LATE_MS);
    expect(open.size).toBe(1);
    isSeen = true;
    look();
    await vi.advanceTimersByTimeAsync(0);
    expect(open.size).toBe(0);
  });

  it('does not come for what is done at once', async () => {
    const { ended, end } = lasting();
    end();
    await ended;
    await vi.advanceTimersByTimeAsync(10 * LATE_MS);
    expect(open.size).toBe(0);
  });
});
