import * as l10n from '@vscode/l10n';
import { decodeJson, encodeJson } from '../collection/json.ts';
import { conceptSchema } from '../collection/schema.ts';
import { conceptQueries, trimmedName } from '../concepts.ts';
import { isAboutOneFile } from '../errors.ts';
import type { LongTask } from '../signal.ts';
import { makeChange } from './change.ts';
import { folderEdits } from './concept-folders.ts';
import { newName } from './concept-names.ts';
import { conceptsEdit, underConcept } from './edit-files.ts';
import type { ChangeReport, CurateDependencies } from './edits.ts';
import { conceptNamed } from './images.ts';

/**
 * Gives a concept another name: in the list of concepts, in its folder's name and in its prompt files. Its source is asked
 * as before. Can be undone. Needs the turn to write.
 * @throws LexiclipError `no-such-concept`, `bad-argument` for a name that cannot be given, and what writing throws.
 */
export async function renameConcept(
  concept: string,
  given: string,
  dependencies: CurateDependencies,
  task: LongTask,
): Promise<ChangeReport> {
  const { collection } = dependencies;
  const view = await collection.view();
  const { name: before, images } = conceptNamed(view, concept);
  const names = view.concepts.map(({ name }) => name);
  const isSame = trimmedName(given) === before;
  const after = isSame
    ? before
    : newName(
        given,
        names.filter((name) => name !== before),
      );
  const rewrite = (content: Uint8Array, path: string): Uint8Array | string =>
    path.endsWith('/concept.json') ? renamed(content, path, after) : underConcept(content, path, after);
  const concepts = names.map((name) =>
    name === before ? { before, after, rewrite } : { before: name, after: name },
  );
  const edits = isSame
    ? []
    : [
        ...(await folderEdits(concepts, view, collection)),
        await conceptsEdit(
          collection,
          concepts.map((one) => one.after),
        ),
      ];
  const title = l10n.t('Renamed the concept “{before}” to “{after}”', { before, after });
  return makeChange({ title, images: images.length, edits }, dependencies, task);
}

/** `concept.json` under another name; one that cannot be used stays what it is. */
function renamed(content: Uint8Array, path: string, name: string): Uint8Array | string {
  try {
    const concept = decodeJson(new TextDecoder().decode(content), conceptSchema, path);
    return encodeJson({ ...concept, query: queryNamed(concept.query, name) });
  } catch (error) {
    if (!isAboutOneFile(error)) throw error;
    return content;
  }
}

/** What was asked, under another name: `cat | kitten` becomes `pet = cat | kitten`. */
function queryNamed(query: string, name: string): string {
  const asked = conceptQueries(query).queries.join(' | ');
  return asked === name ? name : `${name} = ${asked}`;
}
