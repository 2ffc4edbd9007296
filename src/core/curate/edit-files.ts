import type { Collection } from '../collection/collection.ts';
import type { JsonObject } from '../collection/json-value.ts';
import { decodeJson, encodeJson } from '../collection/json.ts';
import { COLLECTION_PATH, conceptPath } from '../collection/paths.ts';
import { FORMAT_VERSION, promptSchema, type ConceptFile, type PromptMetadata } from '../collection/schema.ts';
import type { FileEdit } from './edits.ts';

/**
 * A prompt file with other metadata; the record in it stays.
 * @throws LexiclipError `corrupt-file`.
 */
export function withMetadata(
  content: Uint8Array,
  path: string,
  change: (metadata: PromptMetadata) => PromptMetadata,
): Uint8Array | string {
  const { lexiclip, ...record } = decodeJson(new TextDecoder().decode(content), promptSchema, path);
  const changed = change(lexiclip);
  if (encodeJson(changed) === encodeJson(lexiclip)) return content;
  return encodeJson({ ...(record as JsonObject), lexiclip: changed });
}

/** The same under another concept; a file that cannot be used stays what it is. */
export function underConcept(content: Uint8Array, path: string, concept: string): Uint8Array | string {
  try {
    return withMetadata(content, path, (metadata) => ({ ...metadata, concept }));
  } catch {
    return content;
  }
}

export function removal(path: string): FileEdit {
  return { path, edit: () => undefined };
}

export function conceptEdit(slug: string, concept: ConceptFile): FileEdit {
  return { path: conceptPath(slug), edit: () => encodeJson(concept) };
}

/** The list of concepts. */
export async function conceptsEdit(collection: Collection, concepts: readonly string[]): Promise<FileEdit> {
  const before = await collection.read();
  return {
    path: COLLECTION_PATH,
    edit: () => encodeJson({ formatVersion: FORMAT_VERSION, ...before, concepts }),
  };
}
