import * as z from 'zod';
import { IMAGE_BYTES } from '../../core/collection/file-rules.ts';
import {
  BEST_RATING,
  LONGEST_TAG,
  MOST_TAGS,
  parameterValueSchema,
  projectionMethods,
} from '../../core/collection/schema.ts';
import { nextSteps } from '../../core/explore/state.ts';
import { LARGEST_SEED } from '../../core/project/map-form.ts';
import { outlierKinds } from '../../core/reports.ts';
import { searchModes } from '../../core/search/language.ts';
import {
  fileWays,
  findingActions,
  imageActions,
  searchWays,
  type FromPage,
} from '../../protocol/explorer.ts';
import { selectionActionNames } from '../../protocol/selection-actions.ts';

const tag = z.string().max(LONGEST_TAG);

const LONGEST_QUERY = 10_000;
/** Ten prompts of the longest, as a table. */
const LONGEST_COPY = 10_000_000;
/** More than any file system allows, with each byte escaped. */
const LONGEST_ADDRESS = 20_000;
/** More than any file system allows. */
const LONGEST_FILE_NAME = 1000;

/** What fits into a file's name. */
const LONGEST_NAME = 200;

const mapWish = {
  name: z.string().min(1).max(LONGEST_NAME),
  method: z.enum(projectionMethods),
  parameters: z.record(z.string(), parameterValueSchema),
  seed: z.number().int().min(0).max(LARGEST_SEED),
};

const schema: z.ZodType<FromPage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('openPrompt'), id: z.string(), pin: z.boolean() }),
  z.object({ type: z.literal('askPrompt'), id: z.string() }),
  z.object({ type: z.literal('askDetails'), id: z.string(), projection: z.string() }),
  z.object({ type: z.literal('askPicture'), id: z.string() }),
  z.object({ type: z.literal('askCompared'), id: z.string() }),
  z.object({ type: z.literal('comparePrompts'), ids: z.array(z.string()).length(2) }),
  z.object({ type: z.literal('act'), action: z.enum(imageActions), id: z.string() }),
  z.object({ type: z.literal('select'), ids: z.array(z.string()) }),
  z.object({ type: z.literal('actOnSelection'), action: z.enum(selectionActionNames) }),
  z.object({
    type: z.literal('tag'),
    ids: z.array(z.string()),
    add: z.array(tag).max(MOST_TAGS),
    remove: z.array(tag).max(MOST_TAGS),
    rating: z.number().int().min(0).max(BEST_RATING).optional(),
  }),
  z.object({
    type: z.literal('search'),
    query: z.string().max(LONGEST_QUERY),
    mode: z.enum(searchModes),
    number: z.number(),
  }),
  z.object({
    type: z.literal('dropImage'),
    name: z.string().max(LONGEST_FILE_NAME),
    bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= IMAGE_BYTES),
  }),
  z.object({ type: z.literal('searchWay'), way: z.enum(searchWays) }),
  z.object({ type: z.literal('fileWay'), way: z.enum(fileWays) }),
  z.object({ type: z.literal('closeHits') }),
  z.discriminatedUnion('kind', [
    z.object({ type: z.literal('askFindings'), kind: z.literal('outliers') }),
    z.object({
      type: z.literal('askFindings'),
      kind: z.literal('duplicates'),
      similarity: z.number().gt(0).max(1).optional(),
    }),
  ]),
  z.object({ type: z.literal('lookAtFindings'), outliers: z.enum(outlierKinds) }),
  z.object({ type: z.literal('closeFindings') }),
  z.object({
    type: z.literal('actOnFinding'),
    action: z.enum(findingActions),
    id: z.string(),
    concept: z.string().optional(),
  }),
  z.object({ type: z.literal('keepers'), going: z.array(z.string()), how: z.enum(['takeOut', 'trash']) }),
  z.object({ type: z.literal('copyText'), text: z.string().max(LONGEST_COPY) }),
  z.object({ type: z.literal('copyFailed'), id: z.string(), detail: z.string().max(1000) }),
  z.object({ type: z.literal('dropAddress'), address: z.string().max(LONGEST_ADDRESS).optional() }),
  z.object({ type: z.literal('exploreConcepts') }),
  z.object({
    type: z.literal('run'),
    action: z.enum(nextSteps),
    projection: z.string().optional(),
  }),
  z.object({ type: z.literal('askMapForm'), projection: z.string().optional() }),
  z.object({ type: z.literal('previewMap'), number: z.number(), ...mapWish }),
  z.object({ type: z.literal('makeMap'), ...mapWish }),
  z.object({ type: z.literal('closeMapForm') }),
  z.object({ type: z.literal('cancel') }),
  z.object({ type: z.literal('stopLiveLayout') }),
  z.object({ type: z.literal('changeLiveLayout'), parameters: z.record(z.string(), parameterValueSchema) }),
  z.object({ type: z.literal('mapPicture'), bytes: z.instanceof(Uint8Array<ArrayBuffer>).nullable() }),
  z.object({ type: z.literal('pageError'), message: z.string() }),
]);

/** A message from the page, or undefined for what is none: a page is not trusted to speak the protocol. */
export function parseFromPage(message: unknown): FromPage | undefined {
  return schema.safeParse(message).data;
}
