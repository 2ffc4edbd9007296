import * as l10n from '@vscode/l10n';
import type { JsonObject } from '../collection/json-value.ts';
import { decodeJson, encodeJson } from '../collection/json.ts';
import { conceptSlug, conceptSlugs, promptPath } from '../collection/paths.ts';
import { promptSchema, type PromptFile } from '../collection/schema.ts';
import { countOfImages } from '../counted.ts';
import { isAboutOneFile } from '../errors.ts';
import type { MadeConcept } from '../reports.ts';
import type { LongTask } from '../signal.ts';
import { makeChange } from './change.ts';
import { newName } from './concept-names.ts';
import { conceptEdit, conceptsEdit, underConcept } from './edit-files.ts';
import type { CurateDependencies, Edit } from './edits.ts';
import { imagesOf } from './images.ts';

/** What is made, and of which images. */
export interface NewConcept {
  readonly name: string;
  readonly ids: readonly string[];
  /** What `concept.json` says of where the images come from: each image's own source stays in its prompt file. */
  readonly source: 'cluster' | 'selection';
}

/**
 * Makes a concept of images, as if a source had found them: a prompt file for each under the new concept, beside those
 * that they have. Nothing is fetched. Can be undone. Needs the turn to write.
 * @throws LexiclipError `bad-argument` for a name that cannot be given, `no-such-images`, and what writing throws.
 */
export async function newConcept(
  { name: given, ids, source }: NewConcept,
  dependencies: CurateDependencies,
  task: LongTask,
): Promise<MadeConcept> {
  const { collection, clock } = dependencies;
  const view = await collection.view();
  const names = view.concepts.map((concept) => concept.name);
  const name = newName(given, names);
  const images = imagesOf(view, ids);
  const slug = conceptSlugs([...names, name]).get(name) ?? conceptSlug(name);
  const edits: Edit[] = images.map(({ id, path: from }) => {
    const path = promptPath(slug, id);
    const edit = (
      content: Uint8Array | undefined,
      own: Uint8Array | undefined,
    ): Uint8Array | string | undefined =>
      content === undefined ? own : withOwn(underConcept(content, from, name), own, path);
    return { path, from, edit };
  });
  edits.push(
    conceptEdit(slug, {
      query: name,
      source,
      requested: images.length,
      fetchedAt: clock.now().toISOString(),
      available: images.length,
      images: images.map(({ id }) => id),
      missing: [],
    }),
    await conceptsEdit(collection, [...names, name]),
  );
  const title = l10n.t('Made the concept “{name}” of {images}', {
    name,
    images: countOfImages(images.length),
  });
  await makeChange({ title, images: images.length, edits }, dependencies, task);
  return { name, images: images.length };
}

/** Of a concept that was taken out of the list by hand: what somebody wrote into its prompt files stays. */
function withOwn(
  content: Uint8Array | string,
  own: Uint8Array | undefined,
  path: string,
): Uint8Array | string {
  if (own === undefined || typeof content !== 'string') return content;
  let before: PromptFile;
  try {
    before = decodeJson(new TextDecoder().decode(own), promptSchema, path);
  } catch (error) {
    if (!isAboutOneFile(error)) throw error;
    return content;
  }
  const { lexiclip } = decodeJson(content, promptSchema, path);
  const { lexiclip: metadata, ...record } = before;
  return encodeJson({ ...(record as JsonObject), lexiclip: { ...metadata, ...lexiclip } });
}
