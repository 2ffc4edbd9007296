import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LexiclipApi } from '../../src/vscode/api/lexiclip-api.ts';
import type { Session } from './fixtures.ts';
import { until } from './until.ts';

/** What the other extension (tool-caller.ts) is asked to do: to call a tool, or the API; `events`: what it was told since. */
export type Call =
  | { readonly name: string; readonly input: object }
  | { readonly api: keyof LexiclipApi | 'events'; readonly given: readonly unknown[] };

export interface Answer {
  readonly text?: string | undefined;
  readonly parts?: number;
  readonly value?: unknown;
  readonly error?: string;
  readonly code?: string;
}

/** What a session is opened with so that another extension makes calls. */
export const otherExtension = {
  extension: join(import.meta.dirname, 'tool-caller.ts'),
  keybindings: [{ key: 'ctrl+alt+t', command: 'lexiclipTests.call' }],
};

/** Has the other extension begin with calls. */
export async function beginCalls({ workspace, workbench }: Session, calls: readonly Call[]): Promise<void> {
  await rm(join(workspace, 'answers.json'), { force: true });
  await writeFile(join(workspace, 'calls.json'), JSON.stringify(calls));
  const ready = join(workspace, 'caller-is-ready');
  await until(
    'the other extension is ready',
    async () => (await readFile(ready).catch(() => undefined)) !== undefined,
  );
  await workbench.page.keyboard.press('Control+Alt+t');
}

export async function answersIn({ workspace }: Session): Promise<readonly Answer[]> {
  let found: readonly Answer[] | undefined;
  await until('the calls are answered', async () => {
    const text = await readFile(join(workspace, 'answers.json'), 'utf8').catch(() => undefined);
    found = text === undefined ? undefined : (JSON.parse(text) as Answer[]);
    return found !== undefined;
  });
  return found ?? [];
}
