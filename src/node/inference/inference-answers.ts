import * as l10n from '@vscode/l10n';
import * as z from 'zod';
import { parseJson } from '../../core/collection/json.ts';
import { plainText } from '../../core/plain-text.ts';

/* What a server of the Open Inference Protocol answers, checked before anything is made of it. */

/** Embeddings have some thousand dimensions at most; a shape beyond this is a mistake. */
const MOST_DIMENSIONS = 65_536;

const name = z.string().min(1).max(200);
/** Bounded, so that products of shapes are exact. */
const side = z.number().int().min(-1).max(1e6);
const tensorSchema = z.object({
  name,
  datatype: z.string().max(20),
  shape: z.array(side).max(8),
});
const metadataSchema = z.object({
  name,
  inputs: z.array(tensorSchema).max(64),
  outputs: z.array(tensorSchema).max(64),
});
export type ServedModel = z.infer<typeof metadataSchema>;

const answerSchema = z.object({
  outputs: z
    .array(
      tensorSchema.extend({
        data: z.array(z.number()).optional(),
        parameters: z.object({ binary_data_size: z.number().int().nonnegative().optional() }).optional(),
      }),
    )
    .max(64),
});

/** Row-major. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What a server says of a model, or undefined where it says something else. */
export function readMetadata(bytes: Buffer): ServedModel | undefined {
  return metadataSchema.safeParse(parseJson(bytes.toString())).data;
}

/** The FP32 output of that name, or what is wrong with the answer. */
export function readOutput(bytes: Buffer, jsonLength: number, wanted: string): Tensor | string {
  const isInside = Number.isInteger(jsonLength) && jsonLength >= 0 && jsonLength <= bytes.length;
  const answer = answerSchema.safeParse(
    isInside ? parseJson(bytes.subarray(0, jsonLength).toString()) : undefined,
  );
  if (!answer.success) return l10n.t('its answer is not that of an inference');
  let at = jsonLength;
  for (const output of answer.data.outputs) {
    const end = at + (output.parameters?.binary_data_size ?? 0);
    if (end > bytes.length) return l10n.t('its answer is shorter than it says');
    if (output.name === wanted && output.datatype === 'FP32') {
      const { shape } = output;
      const data =
        output.data === undefined ? floats(bytes.subarray(at, end)) : Float32Array.from(output.data);
      return data === undefined ? l10n.t('its output is no whole FP32 numbers') : checked({ shape, data });
    }
    at = end;
  }
  return l10n.t('its answer has no FP32 output “{0}”', plainText(wanted));
}

function checked({ shape, data }: Tensor): Tensor | string {
  const length = shape.reduce((product, one) => product * one, 1);
  const [rows = 0] = shape;
  if (length !== data.length || length > rows * MOST_DIMENSIONS)
    return l10n.t('its output is [{0}] and has {1} numbers', shape.join(', '), data.length);
  return data.every(Number.isFinite) ? { shape, data } : l10n.t('its output has numbers that are not finite');
}

/** A copy: the bytes may begin at a place that is no multiple of four. */
function floats(bytes: Uint8Array): Float32Array | undefined {
  return bytes.length % 4 === 0 ? new Float32Array(Uint8Array.from(bytes).buffer) : undefined;
}
