import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Uri } from 'vscode';
import { filesDroppedOnTree, mapDropped } from '../../../src/vscode/dropped.ts';

const { executed, told, answers, there, env } = vi.hoisted(() => ({
  executed: [] as unknown[][],
  told: [] as string[],
  /** The buttons that the user presses. */
  answers: [] as string[],
  /** What is on the disk. */
  there: new Map<string, 'file' | 'folder'>(),
  env: { remoteName: undefined as string | undefined },
}));

vi.mock('vscode', () => {
  const address = (text: string): object => {
    const { protocol, pathname } = new URL(text);
    const path = decodeURIComponent(pathname);
    return { scheme: protocol.slice(0, -1), path, fsPath: path };
  };
  return {
    env,
    FileType: { Unknown: 0, File: 1, Directory: 2 },
    Uri: { parse: address, file: (path: string) => address(`file://${path}`) },
    commands: { executeCommand: (id: string, uri?: Uri) => executed.push([id, uri?.fsPath]) },
    window: {
      showInformationMessage: (text: string, options?: { modal?: boolean }) => {
        told.push(text);
        return Promise.resolve(options?.modal === true ? answers.shift() : undefined);
      },
    },
    workspace: {
      fs: {
        stat: ({ fsPath }: Uri) => {
          const kind = there.get(fsPath);
          if (kind === undefined) return Promise.reject(new Error('gone'));
          return Promise.resolve({ type: kind === 'file' ? 1 : 2 });
        },
      },
    },
  };
});

beforeEach(() => {
  for (const list of [executed, told, answers]) list.length = 0;
  env.remoteName = undefined;
  there.clear();
  there.set('/pictures/cats', 'folder').set('/pictures/dogs', 'folder').set('/a.png', 'file');
});

const drop = (list: string): unknown =>
  filesDroppedOnTree.handleDrop?.(
    undefined,
    { get: () => ({ asString: () => Promise.resolve(list) }) } as never,
    {} as never,
  );

describe('what is dropped on the sidebar', () => {
  it('is mapped, where it is a folder or several', async () => {
    await drop('# two folders\r\nfile:///pictures/cats\r\nfile:///pictures/dogs\r\n');
    expect(executed).toEqual([
      ['lexiclip.mapFolder', '/pictures/cats'],
      ['lexiclip.mapFolder', '/pictures/dogs'],
    ]);
    expect(told).toEqual([]);
  });

  it('is searched for, where it is an image', async () => {
    await drop('file:///a.png');
    expect(executed).toEqual([['lexiclip.searchByImageFile', '/a.png']]);
  });

  it.each([
    '',
    'not an address',
    'file:///gone',
    'https://example.org/a.png',
    'file:///a.png\nfile:///a.png',
  ])('is told to be of no use, where it is %j', async (list) => {
    await drop(list);
    expect(executed).toEqual([]);
    expect(told).toEqual([expect.stringContaining('Drop a folder of images')]);
  });
});

describe('what is dropped on the page', () => {
  it('is mapped only after a question, since a page names it', async () => {
    await mapDropped('file:///pictures/cats');
    expect(told).toEqual(['Map the images in /pictures/cats?']);
    expect(executed).toEqual([]);
    answers.push('Map This Folder');
    await mapDropped('file:///pictures/cats');
    expect(executed).toEqual([['lexiclip.mapFolder', '/pictures/cats']]);
  });

  it('is asked for, where the page is not told where it is', async () => {
    await mapDropped(undefined);
    expect(executed).toEqual([['lexiclip.exploreFolder', undefined]]);
  });

  it('is found on the remote machine that the window works on, and on no other', async () => {
    await mapDropped('vscode-remote://host/a.png');
    expect(executed).toEqual([]);
    env.remoteName = 'host';
    await mapDropped('vscode-remote://host/a.png');
    expect(executed).toEqual([['lexiclip.searchByImageFile', '/a.png']]);
  });
});
