import type { CollectionView } from '../collection/collection-view.ts';
import type { Collection } from '../collection/collection.ts';
import { conceptFolder, conceptSlug, conceptSlugs } from '../collection/paths.ts';
import { isChangeable } from './change-lines.ts';
import { removal } from './edit-files.ts';
import type { FileEdit } from './edits.ts';

/** What becomes of a file of a concept when its folder gets another name. */
type Rewrite = (content: Uint8Array, path: string) => Uint8Array | string;

/** A concept: its name before and after, the latter undefined where it goes. */
export interface RenamedConcept {
  readonly before: string;
  readonly after: string | undefined;
  readonly rewrite?: Rewrite;
}

/**
 * What becomes of the files of concepts when some are renamed or go. Of concepts whose names differ only in case or
 * blanks, one has the plain folder name: where it goes, another one's folder may move to it.
 */
export async function folderEdits(
  renamed: readonly RenamedConcept[],
  view: CollectionView,
  collection: Collection,
): Promise<readonly FileEdit[]> {
  const slugs = conceptSlugs(renamed.flatMap(({ after }) => after ?? []));
  // A file that goes may make way for one that comes.
  const edits = new Map<string, FileEdit>();
  const come: FileEdit[] = [];
  for (const { before, after, rewrite = unchanged } of renamed) {
    const slug = view.concepts.find(({ name }) => name === before)?.slug;
    const to = after === undefined ? undefined : (slugs.get(after) ?? conceptSlug(after));
    if (slug === undefined || (to === slug && before === after)) continue;
    const names = await collection.store.listFiles(conceptFolder(slug));
    // Those that we make; what somebody else keeps in the folder is not ours.
    for (const name of [...names].sort()) {
      const path = `${conceptFolder(slug)}/${name}`;
      if (!isChangeable(path)) continue;
      if (to !== slug) edits.set(path, removal(path));
      if (to === undefined) continue;
      const target = `${conceptFolder(to)}/${name}`;
      come.push({
        path: target,
        from: path,
        edit: (content) => content && rewrite(content, path),
      });
    }
  }
  for (const edit of come) edits.set(edit.path, edit);
  return [...edits.values()];
}

function unchanged(content: Uint8Array): Uint8Array {
  return content;
}
