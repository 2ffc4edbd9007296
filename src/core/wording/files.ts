import * as l10n from '@vscode/l10n';
import { describeBytes } from '../bytes.ts';
import { localList } from '../language.ts';
import type { Sentences } from './sentences.ts';

/** Files of the collection that cannot be read or written, or are not as they were. */
export const fileSentences = {
  'disk-full': (failure) =>
    l10n.t(
      'The disk is full: {path} could not be written. Make room and run again; what was finished is kept.',
      failure,
    ),
  'not-writable': (failure) => l10n.t('{path} could not be written ({detail}).', failure),
  'not-readable': (failure) =>
    l10n.t('{path} could not be read ({detail}). Everything else works without it.', failure),
  'newer-format': (failure) =>
    l10n.t(
      '{path} was written by a newer LexiCLIP (format {found}, this one reads {supported}). Update LexiCLIP; nothing was changed.',
      failure,
    ),
  'corrupt-file': (failure) =>
    l10n.t('{path} is damaged ({detail}). Repair it, or delete it and run again.', failure),
  'damaged-cache': (failure) =>
    l10n.t('{path} is damaged ({detail}). What it holds is computed again when it is needed.', failure),
  'unknown-journal': (failure) =>
    l10n.t(
      '{path} does not say where its vectors come from, so they were not used; they are computed again. It is kept as {copy}.',
      failure,
    ),
  'set-aside': (failure) =>
    l10n.t('{path} has been written anew; what was there is kept as {copy}.', failure),
  'not-a-plain-file': ({ path, found }) => {
    switch (found) {
      case 'link':
        return l10n.t(
          '{path} is a link. LexiCLIP does not follow or open it. Remove it, or put the file itself there.',
          { path },
        );
      case 'folder':
        return l10n.t(
          '{path} is a folder where a file should be. LexiCLIP does not follow or open it. Remove it, or put the file itself there.',
          { path },
        );
      case 'file':
        return l10n.t(
          '{path} is a file where a folder should be. LexiCLIP does not follow or open it. Remove it, or put the file itself there.',
          { path },
        );
      case 'special':
        return l10n.t(
          '{path} is a device, a pipe or a socket. LexiCLIP does not follow or open it. Remove it, or put the file itself there.',
          { path },
        );
    }
  },
  'file-too-large': ({ path, bytes, limitBytes }) =>
    l10n.t(
      '{path} has {size}, which is more than such a file can have ({limit}). It was not read. Remove it and run again.',
      { path, size: describeBytes(bytes), limit: describeBytes(limitBytes) },
    ),
  'changed-since': ({ title, paths, count }) =>
    title === ''
      ? l10n.t('{files} was changed by another program while a change was interrupted; it stays as it is.', {
          files: filesNamed(paths, count),
        })
      : l10n.t('“{title}” cannot be undone or redone: {files} changed since. Nothing was changed.', {
          title,
          files: filesNamed(paths, count),
        }),
  'no-trash': (failure) =>
    l10n.t(
      'The files could not be moved to the trash ({detail}). They are where they were. Take the images out of the collection instead, or remove the files by hand.',
      failure,
    ),
  'no-problems': () => l10n.t('Every file of the collection can be used.'),
  'lock-lost': (failure) =>
    l10n.t(
      'Another LexiCLIP took over {path} while this one was suspended. What was finished is kept; run again to go on.',
      failure,
    ),
} satisfies Partial<Sentences>;

/** Some of several files, and how many they are beside. */
function filesNamed(paths: readonly string[], count: number): string {
  const files = localList(paths);
  const more = count - paths.length;
  if (more <= 0) return files;
  return more === 1
    ? l10n.t('{files} and 1 more file', { files })
    : l10n.t('{files} and {count} more files', { files, count: more });
}
