import type { Command } from '@commander-js/extra-typings';
import { stageOptions } from './options.ts';

/** Makes commands that work on a collection: each has the options that all of them take. */
// Its type is that of the options that are added.
export function stageCommands(root: Command) {
  // eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
  return (name: string, description: string) =>
    root
      .command(name)
      .description(description)
      .addOption(stageOptions.workspace)
      .addOption(stageOptions.endpoint)
      .addOption(stageOptions.dataset)
      .addOption(stageOptions.config)
      .addOption(stageOptions.split)
      .addOption(stageOptions.imageColumn)
      .addOption(stageOptions.textColumn)
      .addOption(stageOptions.requestsPerMinute)
      .addOption(stageOptions.folder)
      .addOption(stageOptions.copy)
      .addOption(stageOptions.hiddenTexts)
      .addOption(stageOptions.list)
      .addOption(stageOptions.model)
      .addOption(stageOptions.device)
      .addOption(stageOptions.inferenceEndpoint)
      .addOption(stageOptions.yes)
      .addOption(stageOptions.json);
}

export type Stage = ReturnType<typeof stageCommands>;
