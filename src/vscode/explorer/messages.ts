import * as z from 'zod';
import { parameterValueSchema } from '../../core/collection/schema.ts';
import { imageActions, type FromPage } from '../../protocol/explorer.ts';
import { selectionActionNames } from '../../protocol/selection-actions.ts';

const schema: z.ZodType<FromPage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('openPrompt'), id: z.string(), pin: z.boolean() }),
  z.object({ type: z.literal('askPrompt'), id: z.string() }),
  z.object({ type: z.literal('askDetails'), id: z.string(), projection: z.string() }),
  z.object({ type: z.literal('askPicture'), id: z.string() }),
  z.object({ type: z.literal('act'), action: z.enum(imageActions), id: z.string() }),
  z.object({ type: z.literal('select'), ids: z.array(z.string()) }),
  z.object({ type: z.literal('actOnSelection'), action: z.enum(selectionActionNames) }),
  z.object({ type: z.literal('closeHits') }),
  z.object({ type: z.literal('exploreConcepts') }),
  z.object({
    type: z.literal('run'),
    action: z.enum(['continue', 'update']),
    projection: z.string().optional(),
  }),
  z.object({ type: z.literal('stopLiveLayout') }),
  z.object({ type: z.literal('changeLiveLayout'), parameters: z.record(z.string(), parameterValueSchema) }),
  z.object({ type: z.literal('mapPicture'), bytes: z.instanceof(Uint8Array<ArrayBuffer>).nullable() }),
  z.object({ type: z.literal('pageError'), message: z.string() }),
]);

/** A message from the page, or undefined for what is none: a page is not trusted to speak the protocol. */
export function parseFromPage(message: unknown): FromPage | undefined {
  return schema.safeParse(message).data;
}
