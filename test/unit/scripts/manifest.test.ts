import { expect, it } from 'vitest';
import { englishManifest } from '../../../scripts/manifest.ts';

/*
 * VS Code's palette finds a command by its category and title as they read, and by their `original`, which is meant for
 * translations: so the commands of Lexica are found by the product's name, too.
 */
it.each(englishManifest().contributes.commands)(
  '$command is found by “Lexica” and by “LexiCLIP”',
  (command) => {
    expect(command.category).toEqual({ value: 'Lexica', original: 'LexiCLIP' });
    expect(command.title.original).toBe(command.title.value);
  },
);
