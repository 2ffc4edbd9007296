/** Which of the two prompts is asked for. */
export type Role = 'positive' | 'negative';

/** Words in the names of inputs that hold a text, in ComfyUI and in its common extensions. */
const TEXT_WORDS =
  wordsOf(`text texts txt string str prompt prompts value caption captions tags lyrics content wildcard populated positive negative pos neg llama bert qwen txxl mtxl
  prefix suffix prepend append before after`);

/** Words in the names of inputs that hold a part of a text, beside parts whose names tell less. */
const PART_WORDS = wordsOf('subject description phrase sentence words line');

/** Words in the names of inputs that hold no text: names of files, choices, numbers, pictures, models. */
const OTHER_WORDS =
  wordsOf(`model models ckpt unet vae image images mask masks latent latents samples pixels control
  controlnet net vision seed noise steps cfg width height sampler scheduler sigmas denoise file files filename path
  folder dir directory extension format mode type dtype device method action name names delimiter separator seperator
  normalization interpretation strength weight weights parser style styles log task system instruction instructions
  template api key url language lora loras select selector find replace regex pattern padding resolution ratio size
  batch provider temperature id ids guidance preview version font color encoder insert detector sam segs audio video`);

/** Graphs have thousands of inputs of few names. */
const knownWords = new Map<string, readonly string[]>();
const MOST_KNOWN = 5000;

/** The words of a name: `textPositive_g2` has text, positive, g. */
function wordsIn(name: string): readonly string[] {
  const known = knownWords.get(name);
  if (known !== undefined) return known;
  const spaced = name.slice(0, 100).replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  const letters = spaced.toLowerCase().replaceAll(/\d/g, '');
  const words = letters.split(/[^a-z]+/).filter((word) => word !== '');
  if (knownWords.size >= MOST_KNOWN) knownWords.clear();
  knownWords.set(name, words);
  return words;
}

function wordsOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/));
}

/** Whether an input is neither a text nor leads to one, as far as its name tells. */
export function isOther(name: string): boolean {
  const words = wordsIn(name);
  if (words.includes('clip')) return !['l', 'g', 'h'].includes(words.at(-1) ?? '');
  return words.some((word) => OTHER_WORDS.has(word));
}

/** Whether an input holds a text, or a conditioning made of one. */
export function isText(name: string): boolean {
  if (isOther(name)) return false;
  const words = wordsIn(name);
  return words.some((word) => TEXT_WORDS.has(word) || word === 'clip' || word.startsWith('cond'));
}

/** The prompt to which an input belongs; undefined where its name says nothing of it. */
export function roleOf(name: string): Role | undefined {
  if (isOther(name)) return undefined;
  if (name === '+ve') return 'positive';
  if (name === '-ve') return 'negative';
  const words = wordsIn(name);
  if (words.some((word) => word === 'negative' || word === 'neg' || word === 'uncond')) return 'negative';
  return words.some((word) => word === 'positive' || word === 'pos') ? 'positive' : undefined;
}

/** Whether an input carries both prompts at once: pipes, contexts, tuples. */
export function isCarrier(name: string): boolean {
  return wordsIn(name).some((word) =>
    ['pipe', 'pipeline', 'ctx', 'context', 'tuple', 'bus', 'embeds'].includes(word),
  );
}

/** Whether a text may be a prompt where the input's name hardly tells: more than one word, and no file. */
export function readsLikeText(name: string, value: string): boolean {
  const text = value.trim();
  if (wordsIn(name).some((word) => PART_WORDS.has(word))) return true;
  if (/\.(?:safetensors|ckpt|pth?|bin|gguf|sft|onnx|png|jpe?g|webp|txt|json|ya?ml|csv)$/i.test(text))
    return false;
  return /[\s,]|[^\0-\x7f]/.test(text);
}
