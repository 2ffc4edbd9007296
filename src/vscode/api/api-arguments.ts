import * as z from 'zod';
import { LONGEST_NAME } from '../../core/collection/schema.ts';
import { searchModes } from '../../core/search/language.ts';
import { ApiError } from './api-error.ts';

/** What is ranked by meaning is cut there, too. */
const MOST_HITS = 100;
const USUAL_HITS = 20;
const LONGEST_QUERY = 10_000;
/** More than a collection has. */
const MOST_IDS = 1_000_000;

/** What calls of other extensions may give. */
const given = {
  folder: z.string().max(LONGEST_NAME),
  id: z.string().max(LONGEST_NAME),
  map: z.string().max(LONGEST_NAME),
  ids: z.array(z.string().max(LONGEST_NAME)).max(MOST_IDS),
  query: z.string().min(1).max(LONGEST_QUERY),
  options: z
    .object({
      limit: z.number().int().min(1).max(MOST_HITS).default(USUAL_HITS),
      mode: z.enum(searchModes).default('meaning'),
      signal: z.instanceof(AbortSignal).optional(),
    })
    .prefault({}),
};

/** An argument as it may be. @throws ApiError `bad-argument` */
export function argument<K extends keyof typeof given>(name: K, value: unknown): z.output<(typeof given)[K]> {
  const parsed = given[name].safeParse(value);
  if (parsed.success) return parsed.data as z.output<(typeof given)[K]>;
  const [issue] = parsed.error.issues;
  const where = [name, ...(issue?.path ?? [])].map(String).join('.');
  throw new ApiError('bad-argument', `${where}: ${issue?.message ?? 'not as documented'}`);
}
