import * as l10n from '@vscode/l10n';
import { localList } from '../language.ts';
import { describeSkipped } from '../skipped.ts';
import { firstOf } from './quoting.ts';
import type { Sentences } from './sentences.ts';

/** Images that a source lacks, that cannot be read, or that are elsewhere. */
export const imageSentences = {
  'nothing-found': (failure) =>
    l10n.t('Nothing was found for “{concept}” ({source}). Check the spelling or use another word.', failure),
  'no-images-in-folder': ({ folder, skipped }) =>
    [
      l10n.t('There is no readable image in {folder}.', { folder }),
      ...(skipped.length === 0 ? [] : [describeSkipped(skipped)]),
      l10n.t('Choose another folder.'),
    ].join(' '),
  'nothing-fetched': ({ reasons }) => `${l10n.t('No images were downloaded.')} ${firstOf(reasons)}`,
  'nothing-embedded': ({ reasons }) => `${l10n.t('No image could be embedded.')} ${firstOf(reasons)}`,
  'unknown-sample-concept': ({ concept, known }) =>
    l10n.t('The built-in sample has no “{concept}”. It has: {known}.', { concept, known: localList(known) }),
  'no-search-index': (failure) =>
    l10n.t(
      '{dataset} has no search index at hand ({detail}), so it cannot be searched for words now. Try again later, or use another dataset.',
      failure,
    ),
  'dataset-refused': (failure) =>
    l10n.t(
      '{dataset} cannot be used ({detail}). Check the names of the dataset, its subset, its split and its columns.',
      failure,
    ),
  'bad-list': (failure) => l10n.t('{path} is not a list of images that can be read ({detail}).', failure),
  'bad-import': (failure) => l10n.t('{path} cannot be imported ({detail}). Nothing was changed.', failure),
  'nothing-missing': () => l10n.t('No concept lacks images that its source could be asked for again.'),
  'nothing-fetchable': () =>
    l10n.t(
      'More can be fetched only of concepts that were explored on Lexica, Hugging Face or Civitai, or in the sample. Of your own images, explore the folder again.',
    ),
  'no-images': () => l10n.t('There are no images to work on. Explore some concepts first.'),
  'not-an-image': (failure) => l10n.t('{subject} is not an image ({detail}).', failure),
  'name-taken': (failure) =>
    l10n.t(
      '{name} is also the name of another image in the collection, {by}. Rename one of them, or its folder.',
      failure,
    ),
  'image-cut-off': (failure) => l10n.t('{subject} ends in the middle of the image.', failure),
  'unreadable-image': ({ subject, detail, copy }) =>
    copy === undefined
      ? l10n.t('{subject} cannot be read as an image ({detail}). It is left out; look at the file.', {
          subject,
          detail,
        })
      : l10n.t('{subject} cannot be read as an image ({detail}). Delete {copy} to fetch it again.', {
          subject,
          detail,
          copy,
        }),
  'image-not-allowed': (failure) =>
    l10n.t(
      '{image} is outside the collection, in a folder that you have not given to it on this machine. It was not opened. If the images there are yours, explore that folder once (Explore Folder of Images, or --source folder --folder …).',
      failure,
    ),
  'image-changed': ({ subject, copy }) =>
    copy === undefined
      ? l10n.t(
          '{subject} is not the image that it was: its bytes have changed since. Explore its folder again.',
          { subject },
        )
      : l10n.t(
          '{subject} is not the image that was fetched: its bytes have changed since. Delete {copy} to fetch it again.',
          { subject, copy },
        ),
  'image-missing': (failure) =>
    l10n.t(
      'The image of {subject} is not here (images are not kept in git). Fetch its concept again; for images that stay in a folder, explore that folder again.',
      failure,
    ),
  'not-collected': (failure) =>
    l10n.t('{path} is in no collection of this window. Explore its folder to have it on a map.', failure),
  'not-copied': (failure) =>
    l10n.t('The image could not be copied ({detail}). Open it, and copy it there.', failure),
} satisfies Partial<Sentences>;
