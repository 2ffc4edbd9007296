import type { Said } from '../generation.ts';

/** Short options of `dream.py` (InvokeAI, docs/features/CLI.md) by their long names. */
const OPTIONS: Readonly<Record<string, string>> = {
  s: 'steps',
  S: 'seed',
  W: 'width',
  H: 'height',
  C: 'cfg_scale',
  A: 'sampler',
  n: 'iterations',
  f: 'strength',
  G: 'gfpgan_strength',
  U: 'upscale',
  I: 'init_img',
};

/** A command line of the first InvokeAI: `"a prompt [without this]" -s 50 -S42 -W 512 -A k_lms`. */
export function readDreamCommand(text: string): Said {
  const line = text.trimStart();
  const start = line.startsWith('"') ? quotedEnd(line) : optionsStart(line);
  const prompt = line.startsWith('"')
    ? line.slice(1, start - 1).replaceAll('\\"', '"')
    : line.slice(0, start);
  const options = readOptions(line.slice(start, start + 10_000));
  return {
    ...withoutBrackets(prompt),
    model: options['model'],
    sampler: options['sampler'],
    steps: options['steps'],
    cfg: options['cfg_scale'],
    seed: options['seed'],
    size: `${options['width'] ?? ''}x${options['height'] ?? ''}`,
    parameters: { Dream: text, ...options },
  };
}

/** InvokeAI before version 3 has what is unwanted in square brackets in the prompt (docs/features/PROMPTS.md). */
export function withoutBrackets(text: string): { prompt: string; negativePrompt: string } {
  const unwanted: string[] = [];
  let prompt = '';
  let start = 0;
  for (;;) {
    const open = text.indexOf('[', start);
    const close = open === -1 ? -1 : text.indexOf(']', open);
    if (close === -1) break;
    prompt += text.slice(start, open).trimEnd();
    unwanted.push(text.slice(open + 1, close).trim());
    start = close + 1;
  }
  prompt += text.slice(start);
  return { prompt: prompt.trim(), negativePrompt: unwanted.filter((each) => each !== '').join(', ') };
}

function quotedEnd(line: string): number {
  for (let position = 1; position < line.length; position += 1) {
    if (line[position] === '\\') position += 1;
    else if (line[position] === '"') return position + 1;
  }
  return line.length + 1;
}

function optionsStart(line: string): number {
  const option = /\s-{1,2}[A-Za-z]/.exec(line);
  return option === null ? line.length : option.index;
}

function readOptions(text: string): Record<string, string> {
  const options = new Map<string, string>();
  let name: string | undefined;
  for (const word of text.split(/\s/).filter((each) => each !== '')) {
    const long = /^--([a-z_]{1,40})(?:=(.{0,500}))?$/i.exec(word);
    const short = /^-([A-Za-z])(.{0,500})$/.exec(word);
    if (long === null && short === null) {
      if (name !== undefined) options.set(name, `${options.get(name) ?? ''} ${word}`.trim());
      continue;
    }
    const letter = short?.[1] ?? '';
    name = long?.[1] ?? OPTIONS[letter] ?? letter;
    options.set(name, long?.[2] ?? short?.[2] ?? '');
  }
  return Object.fromEntries(options);
}
