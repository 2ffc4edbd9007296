import type { JsonObject, JsonValue } from '../../collection/json-value.ts';
import { asObject } from '../generation.ts';
import type { EditorNode } from './workflow-form.ts';

/**
 * The names of widgets, in their order, of nodes whose saved values stand without names: from INPUT_TYPES in ComfyUI's
 * nodes.py and comfy_extras, and of common extensions. A seed's "control after generate" is not listed.
 */
const WIDGETS: readonly (readonly [type: RegExp, names: string])[] = [
  [/^CLIPTextEncode$|^Text Multiline$|^CR Text$|^ttN text$|^BNK_CLIPTextEncodeAdvanced$|^JWString$/, 'text'],
  [/^CLIPTextEncodeSDXL$/, 'width height crop_w crop_h target_width target_height text_g text_l'],
  [/^CLIPTextEncodeSDXLRefiner$/, 'ascore width height text'],
  [/^CLIPTextEncodeFlux$/, 'clip_l t5xxl guidance'],
  [/^CLIPTextEncodeSD3$/, 'clip_l clip_g t5xxl empty_padding'],
  [/^TextEncodeQwenImageEdit/, 'prompt'],
  [/^KSampler$|^KSampler \(Efficient\)$|^FaceDetailer$/, 'seed steps cfg sampler_name scheduler denoise'],
  [
    /^KSamplerAdvanced$/,
    'add_noise noise_seed steps cfg sampler_name scheduler start_at_step end_at_step return_with_leftover_noise',
  ],
  [/^SamplerCustom$/, 'add_noise noise_seed cfg'],
  [/^RandomNoise$/, 'noise_seed'],
  [/^KSamplerSelect$/, 'sampler_name'],
  [/^BasicScheduler$/, 'scheduler steps denoise'],
  [/^CFGGuider$/, 'cfg'],
  [/^DualCFGGuider$/, 'cfg_conds cfg_cond2_negative style'],
  [/^FluxGuidance$/, 'guidance'],
  [/^CheckpointLoaderSimple$/, 'ckpt_name'],
  [/^UNETLoader$|^UnetLoaderGGUF$/, 'unet_name weight_dtype'],
  [/^LoraLoader$/, 'lora_name strength_model strength_clip'],
  [/^LoraLoaderModelOnly$/, 'lora_name strength_model'],
  [/^Empty\w*Latent\w*$/, 'width height batch_size'],
  [/^LatentUpscale$/, 'upscale_method width height crop'],
  [/^LatentUpscaleBy$/, 'upscale_method scale_by'],
  [/^(?:Save|Preview)Image$/, 'filename_prefix'],
  [/^StringConcatenate$/, 'string_a string_b delimiter'],
  [/^StringReplace$/, 'string find replace'],
  [/^Primitive|^easy string$|^String Literal$/, 'value'],
  [/^Text Concatenate$/, 'delimiter clean_whitespace text_a text_b text_c text_d'],
  [/^StringFunction\|pysssss$/, 'action tidy_tags text_a text_b text_c'],
  [/^CR Prompt Text$|^Power Prompt/, 'prompt'],
  [/^easy positive$/, 'positive'],
  [/^easy negative$/, 'negative'],
  [/^SDXLPromptStyler$/, 'text_positive text_negative style log_prompt'],
  [/^ImpactWildcardProcessor$/, 'wildcard_text populated_text mode seed'],
  [/^ImpactWildcardEncode$/, 'wildcard_text populated_text mode'],
  [/^ImpactSwitch$/, 'select sel_mode'],
  [
    /^Efficient Loader$/,
    'ckpt_name vae_name clip_skip lora_name lora_model_strength lora_clip_strength positive negative token_normalization weight_interpretation empty_latent_width empty_latent_height batch_size',
  ],
];

/** Values that the editor keeps behind a seed's value, and does not give to the node. */
const CONTROLS: readonly JsonValue[] = ['fixed', 'increment', 'decrement', 'randomize'];

/** A node's own values by name, as far as the names are known; texts of unknown names get names of their own. */
export function widgetsOf(node: EditorNode): JsonObject {
  const { type, widgets } = node;
  if (!Array.isArray(widgets)) return asObject(widgets) ?? {};
  // A node that shows a text keeps what was shown, in a list or by itself.
  if (/ShowText|showAnything/i.test(type)) return { text_0: textIn(widgets) };
  const values = widgets.filter((value, at) => !(CONTROLS.includes(value) && isNumeric(widgets[at - 1])));
  const names = namesOf(node, values.length);
  const named = values.map((value, at): [string, JsonValue] => [names[at] ?? `widget_${at}`, value]);
  const [only] = named;
  // The one text of an unknown node is its text, even where it is a single word.
  if (named.length === 1 && names.length === 0 && only !== undefined) return { value: only[1] };
  return Object.fromEntries(named);
}

function namesOf({ type, inputs }: EditorNode, count: number): string[] {
  const listed = inputs.filter(({ isWidget }) => isWidget).map(({ name }) => name);
  const known = WIDGETS.find(([pattern]) => pattern.test(type))?.[1].split(' ') ?? [];
  // The newest editors list every widget among the inputs; the older ones only those that were made inputs.
  if (known.length === count || (known.length > 0 && listed.length !== count)) return known;
  return listed.length >= count ? listed : [];
}

function isNumeric(value: JsonValue | undefined): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value));
}

function textIn(widgets: readonly JsonValue[]): string {
  const texts = widgets
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter((value) => typeof value === 'string');
  return texts.findLast((text) => text !== '') ?? '';
}
