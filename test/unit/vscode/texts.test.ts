import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { EmbeddingDevice } from '../../../src/vscode/embedding-device.ts';
import { openLog } from '../../../src/vscode/log.ts';
import { confirm, showFailure, showInformation, showWarning } from '../../../src/vscode/messages.ts';
import { notifyOf } from '../../../src/vscode/progress.ts';
import { askInput, askText, createPick, pickOne, setItems } from '../../../src/vscode/quick-input.ts';
import { StatusBar } from '../../../src/vscode/status-bar.ts';
import { TreeEntry } from '../../../src/vscode/tree/entries.ts';
import { treeItem } from '../../../src/vscode/tree/items.ts';
import { Works } from '../../../src/vscode/work/works.ts';

const HOSTILE = '$(check) [x](command:y)\n\u202e\u001b[31mz';
const PLAIN = '$ (check) [x] (command:y) z';

const { seen } = vi.hoisted(() => ({ seen: [] as unknown[] }));

vi.mock('vscode', () => {
  const note = (...given: unknown[]): Promise<undefined> => {
    seen.push(...given);
    return Promise.resolve(undefined);
  };
  const channel = { info: note, warn: note, error: note, debug: note };
  return {
    window: {
      showInformationMessage: note,
      showWarningMessage: note,
      showErrorMessage: note,
      showQuickPick: note,
      showInputBox: note,
      createQuickPick: () => ({}),
      createInputBox: () => {
        const input = {
          show: () => seen.push({ ...input }),
          dispose: () => undefined,
          onDidAccept: () => undefined,
          onDidTriggerButton: () => undefined,
          onDidHide: (hidden: () => void) => {
            setTimeout(hidden);
          },
          onDidChangeValue: (changed: (text: string) => void) => changed(''),
        };
        return input;
      },
      createOutputChannel: () => channel,
      createStatusBarItem: () => {
        const item = { show: () => seen.push({ ...item }) };
        return item;
      },
      withProgress: async (options: unknown, work: (progress: object, token: object) => Promise<unknown>) => {
        seen.push(options);
        await work({ report: note }, { onCancellationRequested: () => ({ dispose: () => undefined }) });
      },
    },
    EventEmitter: class {
      readonly event = () => ({ dispose: () => undefined });
      readonly fire = () => undefined;
    },
    workspace: {
      getConfiguration: () => ({ get: (_name: string, value: unknown) => value }),
      onDidChangeConfiguration: () => undefined,
    },
    ProgressLocation: {},
    QuickPickItemKind: {},
    QuickInputButtons: {},
    StatusBarAlignment: {},
    ThemeIcon: vi.fn(),
    ThemeColor: vi.fn(),
    TreeItem: class {
      readonly label: string;
      constructor(label: string) {
        this.label = label;
      }
    },
    TreeItemCollapsibleState: {},
  };
});

beforeEach(() => {
  seen.length = 0;
});

describe('what others wrote is plain text', () => {
  it.each([showInformation, showWarning, showFailure])('in notifications', (show) => {
    void show(HOSTILE, 'Show Log');
    expect(seen).toEqual([PLAIN, 'Show Log']);
  });

  it('in dialogs, whose lines are ours', () => {
    void confirm('warning', HOSTILE, [HOSTILE, 'To: here'], 'Remove');
    expect(seen).toEqual([PLAIN, { modal: true, detail: `${PLAIN}\nTo: here` }, 'Remove']);
  });

  it('in lists, whose icons are ours', async () => {
    const texts = { title: HOSTILE, placeholder: HOSTILE };
    const item = { label: HOSTILE, description: HOSTILE, detail: HOSTILE };
    const plain = { label: PLAIN, description: PLAIN, detail: PLAIN };
    const pick = createPick<vscode.QuickPickItem & { icon?: string }>(texts);
    setItems(pick, [item, { ...item, icon: 'check' }]);
    expect(pick).toEqual({
      title: PLAIN,
      placeholder: PLAIN,
      items: [plain, { ...plain, icon: 'check', label: `$(check) ${PLAIN}` }],
    });
    await pickOne([item], texts);
    expect(seen).toEqual([[plain], { title: PLAIN, placeHolder: PLAIN }]);
  });

  it('in input boxes', async () => {
    await askText({ title: HOSTILE, placeholder: HOSTILE, prompt: HOSTILE });
    expect(seen.pop()).toEqual({
      title: PLAIN,
      placeHolder: PLAIN,
      prompt: PLAIN,
      ignoreFocusOut: true,
    });
    const texts = { title: '', placeholder: '', prompt: '' };
    await askText({ ...texts, value: HOSTILE, problem: () => HOSTILE });
    const { validateInput, ...shown } = seen.pop() as {
      validateInput: (text: string) => string;
      value: string;
    };
    expect([shown.value, validateInput('')]).toEqual([PLAIN, PLAIN]);
    const step = { step: 1, totalSteps: 1, title: HOSTILE };
    await askInput({ ...step, prompt: HOSTILE, value: '', problem: () => HOSTILE });
    expect(seen).toEqual([
      expect.objectContaining({ title: PLAIN, prompt: PLAIN, validationMessage: PLAIN }),
    ]);
  });

  it('in progress', async () => {
    const works = new Works();
    await works.run({ title: HOSTILE }, (task) => {
      task.onProgress({ stage: 'fetch', done: 1, total: 2, message: HOSTILE });
      for (const work of works.all) notifyOf(work, works, Promise.resolve());
      return Promise.resolve();
    });
    expect(seen).toEqual([
      expect.objectContaining({ title: PLAIN }),
      { message: `Fetching · ${PLAIN}`, increment: 50 },
    ]);
  });

  it('in the log, where a stack has its lines', () => {
    const log = openLog();
    log.warn(HOSTILE);
    log.debug('Error: x\n    at y');
    expect(seen).toEqual([PLAIN, 'Error: x', 'at y']);
  });

  it('in the status bar', () => {
    const kept = new Map<string, unknown>();
    const device = new EmbeddingDevice({
      keys: () => [],
      get: (key: string) => kept.get(key),
      update: (key: string, value: unknown) => {
        kept.set(key, value);
        return Promise.resolve();
      },
    });
    const model = { id: 'm', label: HOSTILE, sha256: '', standIn: false };
    device.note({ model, device: { provider: 'cpu', reason: HOSTILE } });
    new StatusBar(new Works(), device).showCollection(true);
    expect(seen).toEqual([
      expect.objectContaining({
        text: `$(circuit-board) ${PLAIN} on CPU`,
        tooltip: `LexiCLIP embeds with ${PLAIN} on CPU.\n\nWhy: ${PLAIN}.`,
      }),
    ]);
  });

  it('in the tree', () => {
    const folder = { name: HOSTILE } as vscode.WorkspaceFolder;
    const problem = { path: `projections/${HOSTILE}.json`, message: HOSTILE, opens: true };
    const look = '';
    const entry = new TreeEntry({ id: 'a', node: { kind: 'problem', folder, problem }, look, children: [] });
    expect(treeItem(entry)).toMatchObject({
      label: `${PLAIN}.json`,
      description: PLAIN,
      tooltip: `projections/${PLAIN}.json\n${PLAIN}`,
      // What a screen reader says in place of the tooltip.
      accessibilityInformation: { label: `${PLAIN}.json, ${PLAIN}` },
    });
  });
});
