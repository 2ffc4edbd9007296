import * as l10n from '@vscode/l10n';
import { enumerated } from './quoting.ts';
import type { Sentences } from './sentences.ts';

/** What was asked for cannot be done, or not now. */
export const requestSentences = {
  'no-workspace': () =>
    l10n.t('No folder is open. LexiCLIP keeps its files in a folder: open one, then try again.'),
  'no-concepts': () => l10n.t('No concept was given. Name at least one, for example: cat, dog, tomato.'),
  'bad-argument': (failure) => l10n.t('{argument} {problem}.', failure),
  'bad-query': ({ query, problem, from }) =>
    from === undefined
      ? l10n.t(
          '“{query}” cannot be searched for: {problem}. For example: a red fruit, horse + stripes - 2:grass, like:image-id.',
          { query, problem },
        )
      : l10n.t('“{query}” cannot be searched for, because of character {at}: {problem}.', {
          query,
          at: from + 1,
          problem,
        }),
  'no-such-concept': (failure) =>
    l10n.t('There is no concept “{concept}”. Look at the list of concepts again.', failure),
  'no-such-images': ({ ids }) =>
    l10n.t('The collection has no image {ids}. Check the ids.', { ids: enumerated(ids) }),
  'nothing-selected': () => l10n.t('No image is selected. Select images on the map or in the sidebar first.'),
  'not-comparable': (failure) =>
    l10n.t('From {least} to {most} images can be compared, not {count}.', failure),
  'nothing-to-undo': () => l10n.t('There is no change to undo.'),
  'nothing-to-redo': () => l10n.t('There is no change to redo.'),
  busy: () => l10n.t('LexiCLIP is still at work in this folder. Wait until it has finished, or cancel it.'),
  'restricted-mode': () =>
    l10n.t(
      'This window is in Restricted Mode: maps can be looked at, but nothing is run, written or downloaded. To go on, trust the folder.',
    ),
} satisfies Partial<Sentences>;
