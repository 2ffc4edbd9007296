import type { FoundText } from '../found-text.ts';
import { generationOf, pixels, type Generation } from '../generation.ts';

const TOOL = 'Easy Diffusion';
/** `Negative Prompt`, `negative_prompt` and `Negative prompt` are one name. */
const nameOf = (label: string): string =>
  label
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');

/** Labels that are few enough to be told from sentences. */
const LABELS = [
  ...['prompt', 'negative_prompt', 'seed', 'steps', 'num_inference_steps', 'guidance_scale', 'sampler'],
  ...['width', 'height', 'model', 'stable_diffusion_model', 'use_stable_diffusion_model', 'sampler_name'],
];

/**
 * Easy Diffusion (sdkit's save_utils.py): in PNG one chunk for each value, as a text beside the image one line for each.
 * Its JSON, in EXIF and beside the image, is read as any labelled JSON.
 */
export function readEasyDiffusion(texts: readonly FoundText[]): Generation | undefined {
  const chunks = texts.filter(({ place, text }) => place.startsWith('png:') && !/^\s*[[{]/.test(text));
  const inChunks = labelled(chunks.map(({ place, text }) => [place.slice('png:'.length), text]));
  if (inChunks !== undefined) return generationOfLabels(`png:${inChunks.label}`, inChunks.said);
  for (const { place, text } of texts.filter((found) => found.place.startsWith('sidecar:'))) {
    const lines = text.split('\n').map((line) => /^([\w ]{1,40}):(.*)$/s.exec(line));
    const inLines = labelled(
      lines.flatMap((line) => (line === null ? [] : [[line[1] ?? '', line[2] ?? '']])),
    );
    if (inLines !== undefined) return generationOfLabels(place, inLines.said);
  }
  return undefined;
}

type Labels = Readonly<Record<string, string>>;

/** The values by name, where there is a prompt and another one beside it. */
function labelled(pairs: readonly (readonly string[])[]): { label: string; said: Labels } | undefined {
  const known = pairs.filter(([label = '']) => LABELS.includes(nameOf(label)));
  const [label] = known.find(([each = '']) => nameOf(each) === 'prompt') ?? [];
  if (label === undefined || known.length < 2) return undefined;
  return {
    label,
    said: Object.fromEntries(known.map(([each = '', text = '']) => [nameOf(each), text.trim()])),
  };
}

function generationOfLabels(place: string, said: Labels): Generation | undefined {
  return generationOf(TOOL, place, {
    prompt: said['prompt'],
    negativePrompt: said['negative_prompt'],
    model: said['use_stable_diffusion_model'] ?? said['stable_diffusion_model'] ?? said['model'],
    sampler: said['sampler_name'] ?? said['sampler'],
    steps: said['num_inference_steps'] ?? said['steps'],
    cfg: said['guidance_scale'],
    seed: said['seed'],
    size: pixels(said['width'], said['height']),
    parameters: said,
  });
}
