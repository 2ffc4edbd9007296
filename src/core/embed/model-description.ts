import * as z from 'zod';
import { plainPathSchema } from './plain-path.ts';

/** An ONNX file is one protobuf message, which cannot be larger (protobuf.dev, "Proto Limits"). */
const MOST_BYTES = 2 ** 31;
/** SigLIP's tokenizer has 34 MB; it is read as a whole. */
export const MOST_TOKENIZER_BYTES = 100e6;
const MOST_VARIANTS = 20;

/** A name or a label, on one line. */
const line = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}\p{Bidi_Control}]*$/u);

/** A file of a model: in its repository on the hub, or, without one, beside its description. */
const fileSchema = z.object({
  path: plainPathSchema,
  bytes: z.number().int().positive().max(MOST_BYTES),
  /** Lower-case hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ModelFile = z.infer<typeof fileSchema>;

/** The same network in one precision. `int8` means dynamic quantisation, as onnxruntime's `quantize_dynamic`. */
const variantSchema = fileSchema.extend({
  precision: z.enum(['fp32', 'fp16', 'int8']),
  /** Which kind of device it is for; without it, either. */
  target: z.enum(['cpu', 'gpu']).optional(),
});
export type ModelVariant = z.infer<typeof variantSchema>;

/** An encoder of texts into the same space: token ids [n, context] int64 to [n, dimension] float32. */
const textSchema = z.object({
  /** Tokens in a row, their start and end included. */
  context: z.number().int().min(3).max(4096),
  input: line.default('input_ids'),
  output: line.default('text_embeds'),
  /** Whether it was trained on lower case, and its tokenizer does not see to it. */
  lowercase: z.boolean().default(false),
  /** A `tokenizer.json` of the hub: `tokenizer-file.ts` says which. */
  tokenizer: fileSchema.extend({ bytes: z.number().int().positive().max(MOST_TOKENIZER_BYTES) }),
  variants: z.array(variantSchema).min(1).max(MOST_VARIANTS),
});

const mean = z.number().min(-1e6).max(1e6);
/** What pixels are divided by. */
const deviation = z.number().min(1e-6).max(1e6);

/** Names of the hub (huggingface_hub, `validate_repo_id`): its cache joins the two with `--`. */
const repositorySchema = z.object({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{0,95}\/[A-Za-z0-9][\w.-]{0,95}$/)
    .refine((name) => !/--|\.\.|[.-](?:\/|$)/.test(name)),
  revision: z.string().regex(/^[A-Za-z0-9](?:[\w.-]{0,98}[A-Za-z0-9])?$/),
});

/**
 * A model as data: an image encoder that takes [n, 3, size, size] float32 and answers [n, dimension] float32.
 * The same in this program and in a user's JSON file.
 */
export const modelSchema = z.object({
  /** Names it in settings and its vectors in the collection. */
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/),
  label: line,
  licence: line,
  /** True for a model that only stands in where CLIP cannot be had. */
  standIn: z.boolean().default(false),
  /** `owner/name` on the hub, and the commit that the digests belong to. */
  repository: repositorySchema.optional(),
  /** Pixels on a side. */
  size: z.number().int().min(16).max(1024),
  /** How an image that is not square becomes so: its middle is cut out, or it is bent. */
  fit: z.enum(['crop', 'stretch']).default('crop'),
  /** As Pillow's, which models are trained with; or libvips' cubic, rounded otherwise, with its own idea of a middle. */
  filter: z.enum(['bicubic', 'bilinear', 'libvips-cubic']).default('bicubic'),
  /** Of the channels R, G, B, for values from 0 to 1. */
  mean: z.tuple([mean, mean, mean]),
  deviation: z.tuple([deviation, deviation, deviation]),
  input: line.default('pixel_values'),
  output: line.default('image_embeds'),
  variants: z.array(variantSchema).max(MOST_VARIANTS),
  text: textSchema.optional(),
});
export type ModelDescription = z.infer<typeof modelSchema>;

/** The variant made for a kind of device, else one for any, else the first. */
export function variantFor(
  variants: readonly ModelVariant[],
  target: 'cpu' | 'gpu',
): ModelVariant | undefined {
  const suits = (wanted: 'cpu' | 'gpu' | undefined): ModelVariant | undefined =>
    variants.find((variant) => variant.target === wanted);
  return suits(target) ?? suits(undefined) ?? variants[0];
}

/** The description with one precision only, as `id:precision` asks for; undefined where it has no such. */
export function withPrecision(model: ModelDescription, precision: string): ModelDescription | undefined {
  const only = (variants: readonly ModelVariant[]): ModelVariant[] =>
    variants.filter((variant) => variant.precision === precision);
  const variants = only(model.variants);
  if (variants.length === 0) return undefined;
  const texts = only(model.text?.variants ?? []);
  const text =
    model.text === undefined || texts.length === 0 ? model.text : { ...model.text, variants: texts };
  return { ...model, variants, text };
}

/** Names the preparation of pixels in the embeddings' description: another name, other vectors. */
export function preprocessingName({ size, fit, filter, mean, deviation }: ModelDescription): string {
  const side = String(size);
  const shape =
    fit === 'crop' ? `shortest side ${side} ${filter}, centre crop` : `to ${side} square ${filter}`;
  const numbers = [...mean, ...deviation].map(String).join(',');
  return `exif-rotate, rgb, on white, ${shape}, mean/deviation ${numbers}, l2`;
}
