import { beforeEach, expect, it, vi } from 'vitest';
import type { CommandContext } from '../../../src/vscode/commands/context.ts';
import { deleteSelected, renameSelected } from '../../../src/vscode/commands/selected-rows.ts';

const { executed, asked, answers } = vi.hoisted(() => ({
  executed: [] as unknown[][],
  asked: [] as string[],
  answers: [] as (string | undefined)[],
}));

vi.mock('vscode', () => ({
  commands: {
    executeCommand: (...given: unknown[]) => {
      executed.push(given);
      return Promise.resolve();
    },
  },
  window: {
    showWarningMessage: (text: string) => {
      asked.push(text);
      return Promise.resolve(answers.shift());
    },
  },
}));

beforeEach(() => {
  executed.length = 0;
  asked.length = 0;
  answers.length = 0;
});

function selecting(...kinds: readonly string[]): CommandContext {
  const selected = kinds.map((kind) => ({ node: { kind } }));
  return { tree: { selected } } as unknown as CommandContext;
}

it.each([
  ['concept', 'lexiclip.renameConcept'],
  ['cluster', 'lexiclip.renameCluster'],
])('renames a selected %s', async (kind, command) => {
  const commands = selecting(kind);
  await renameSelected(commands);
  expect(executed).toEqual([[command, commands.tree.selected[0], commands.tree.selected]]);
});

it.each([
  ['concept', 'lexiclip.deleteConcept'],
  ['projection', 'lexiclip.deleteProjection'],
])('deletes a selected %s by a command that asks itself', async (kind, command) => {
  await deleteSelected(selecting(kind));
  expect(executed.map(([id]) => id)).toEqual([command]);
  expect(asked).toEqual([]);
});

it('takes selected images out after a question only', async () => {
  const commands = selecting('prompt', 'prompt');
  await deleteSelected(commands);
  expect(asked).toEqual(['Take 2 images out of the collection?']);
  expect(executed).toEqual([]);
  answers.push('Take Out');
  await deleteSelected(commands);
  expect(executed).toEqual([['lexiclip.takeOut', commands.tree.selected[0], commands.tree.selected]]);
});

it('does nothing where nothing is selected, or nothing can be done', async () => {
  await renameSelected(selecting());
  await renameSelected(selecting('projection'));
  await deleteSelected(selecting('cluster'));
  expect(executed).toEqual([]);
});
