import { normalTag, tagProblem } from '../../src/core/collection/tags.ts';
import { nameSentence } from '../../src/core/wording/quoting.ts';

/** What is typed: tags to add, and those to remove, with a minus before them. */
export interface TypedTags {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Tags as typed, with commas between them; or what is wrong with one. */
export function typedTags(text: string): TypedTags | string {
  const [add, remove]: [string[], string[]] = [[], []];
  for (const part of text.split(',')) {
    const given = normalTag(part);
    if (given === '') continue;
    const tag = given.startsWith('-') ? normalTag(given.slice(1)) : given;
    const problem = nameSentence(tag, tagProblem(tag));
    if (problem !== undefined) return problem;
    (given.startsWith('-') ? remove : add).push(tag);
  }
  return { add, remove };
}
