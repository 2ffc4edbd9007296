import { describe, expect, it } from 'vitest';
import type { Generation } from '../../../src/core/metadata/generation.ts';
import { readInfotext } from '../../../src/core/metadata/infotext.ts';
import { readGeneration } from '../../../src/core/metadata/read-generation.ts';

const read = (text: string, place = 'png:parameters'): Generation | undefined =>
  readInfotext([{ place, text }]);
const STEPS =
  'Steps: 30, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 99, Size: 640x832, Model: mix';
const PROMPT = { prompt: 'a mill by a stream', negativePrompt: 'crowd, rain' };

describe('an infotext is split', () => {
  it.each<[what: string, text: string, expected: object]>([
    [
      'prompt, negative prompt and parameters',
      `a mill by a stream\nNegative prompt: crowd, rain\n${STEPS}`,
      PROMPT,
    ],
    ['Windows line ends', `a mill by a stream\r\nNegative prompt: crowd, rain\r\n${STEPS}\r\n`, PROMPT],
    ['no parameters', 'a mill by a stream\nNegative prompt: crowd, rain', PROMPT],
    [
      'several lines',
      `a mill\nby a stream\nNegative prompt: crowd,\nrain\n${STEPS}`,
      {
        prompt: 'a mill\nby a stream',
        negativePrompt: 'crowd,\nrain',
      },
    ],
    [
      'Steps in the prompt',
      `Steps: 3 of stone\nSteps: 12\nby a mill\nNegative prompt: x\n${STEPS}`,
      {
        prompt: 'Steps: 3 of stone\nSteps: 12\nby a mill',
        negativePrompt: 'x',
        steps: 30,
      },
    ],
    [
      'a prompt in braces',
      `{red|blue} mill, {{detailed}}\n${STEPS}`,
      { prompt: '{red|blue} mill, {{detailed}}' },
    ],
    ['line breaks lost to points', `a mill by a stream. Negative prompt: crowd, rain. ${STEPS}`, PROMPT],
    ['line breaks lost to commas', `a mill by a stream, Negative prompt: crowd, rain, ${STEPS}`, PROMPT],
    ['line breaks lost to blanks', `a mill by a stream Negative prompt: crowd, rain ${STEPS}`, PROMPT],
    ['one line break lost', `a mill by a stream\nNegative prompt: crowd, rain ${STEPS}`, PROMPT],
    [
      'lost line breaks and Steps in the prompt',
      `Steps: 5 up, a mill. ${STEPS}`,
      { prompt: 'Steps: 5 up, a mill', steps: 30 },
    ],
    [
      'SD.Next, labelled',
      `Prompt: a mill by a stream\nNegative: crowd, rain\n${STEPS}, App: SD.Next`,
      PROMPT,
    ],
    [
      'SD.Next, parameters that begin with another',
      `a mill by a stream\nNegative prompt: crowd, rain\nSampler: Euler, Steps: 8, Seed: 1, Parser: native`,
      {
        ...PROMPT,
        steps: 8,
        tool: 'SD.Next',
      },
    ],
    ['parameters first', `${STEPS}\nPrompt: a mill by a stream\nNegative prompt: crowd, rain`, PROMPT],
    ['labelled parameters', `a mill by a stream\nNegative prompt: crowd, rain\nParameters: ${STEPS}`, PROMPT],
    [
      'AI Horde, no Steps',
      'a mill by a stream\nNegative prompt: crowd, rain\nSize: 768x512, model: Deliberate',
      {
        ...PROMPT,
        size: '768x512',
        model: 'Deliberate',
      },
    ],
    [
      'parameters on several lines',
      `a mill by a stream\nNegative prompt: crowd, rain\n${STEPS}\nSize: 8x9, Version: v1\n`,
      { ...PROMPT, size: '640x832', parameters: { Version: 'v1' } },
    ],
    [
      'parameters on several lines, Steps last',
      `a mill by a stream\nNegative prompt: crowd, rain\nSize: 8x9, Version: v1\nSteps: 3, Seed: 4`,
      { ...PROMPT, size: '8x9', steps: 3, seed: 4 },
    ],
    [
      'a line of Steps above the last',
      `a mill\nSteps: 12\n${STEPS}`,
      { prompt: 'a mill\nSteps: 12', steps: 30 },
    ],
    [
      'Civitai, no settings',
      'a mill by a stream\nNegative prompt: crowd, rain\nCivitai resources: [{"type":"checkpoint"}], Civitai metadata: {}',
      { ...PROMPT, tool: 'Civitai' },
    ],
    [
      'JSON of a saver',
      JSON.stringify({
        prompt: {},
        parameters: `a mill by a stream\nNegative prompt: crowd, rain\n${STEPS}`,
      }),
      { ...PROMPT, steps: 30 },
    ],
  ])('%s', (_, text, expected) => expect(read(text)).toMatchObject(expected));

  it('without a negative prompt', () => {
    expect(read(`a mill\n${STEPS}`)).not.toHaveProperty('negativePrompt');
  });

  it.each([`Negative prompt: crowd\n${STEPS}`, `Negative prompt: crowd ${STEPS}`])(
    'without a prompt: %s',
    (text) => {
      expect(read(text)).toMatchObject({ negativePrompt: 'crowd', seed: 99 });
      expect(read(text)).not.toHaveProperty('prompt');
    },
  );

  it('with nothing but parameters', () => {
    expect(read(STEPS)).toMatchObject({ steps: 30, seed: 99 });
    expect(read(STEPS)).not.toHaveProperty('prompt');
  });

  it.each([
    'a mill by a stream',
    'SONY DSC',
    'Three Steps: up, down, again',
    '{"3": {"inputs": {"text": "a mill\\nNegative prompt: x"}}}',
    '{"broken": "a\nNegative prompt: x\nSteps: 2, Seed: 4',
    'prompt:{"3": {"inputs": {"text": "a. Steps: 2, Seed: 4"}}}',
  ])('not: %s', (text) => expect(read(text)).toBeUndefined());
});

describe('parameters of an infotext', () => {
  it.each<[what: string, text: string, parameters: Record<string, string>]>([
    [
      'with quotes as they stand',
      'Steps: 2, A b: "x, y: z, ", Version: v1',
      { Steps: '2', 'A b': '"x, y: z, "', Version: 'v1' },
    ],
    [
      'with escaped quotes',
      String.raw`Steps: 2, A: "x \", B: \"y", C: 1`,
      { Steps: '2', A: String.raw`"x \", B: \"y"`, C: '1' },
    ],
    [
      'with line breaks in quotes',
      'Steps: 2, A: "x\nSteps: 9, y", C: 1',
      { Steps: '2', A: '"x\nSteps: 9, y"', C: '1' },
    ],
    ['with quotes that do not close', 'Steps: 2, A: "x, B: 1', { Steps: '2', A: '"x', B: '1' }],
    ['with quotes inside', 'Steps: 2, A: "x" y, B: 1', { Steps: '2', A: '"x" y', B: '1' }],
    [
      'as a JSON list',
      'Steps: 2, R: [{"a":1,"b":"],{"},{"c":[2,3]}], D: 2024-01-02T03:04:05Z',
      {
        Steps: '2',
        R: '[{"a":1,"b":"],{"},{"c":[2,3]}]',
        D: '2024-01-02T03:04:05Z',
      },
    ],
    [
      'as a JSON object',
      'Steps: 2, H: {"vae": "1", "model": "2"}, D: 1',
      { Steps: '2', H: '{"vae": "1", "model": "2"}', D: '1' },
    ],
    ['with brackets that do not close', 'Steps: 2, A: [x, B: 1', { Steps: '2', A: '[x', B: '1' }],
    ['with commas without quotes', 'Steps: 2, A: x, y, B: 1', { Steps: '2', A: 'x, y', B: '1' }],
    [
      'of templates',
      'Steps: 2, Seed: 1\nTemplate: a {b|c}: d, e\nf: g\nNegative Template: h, i',
      {
        Steps: '2',
        Seed: '1',
        Template: 'a {b|c}: d, e\nf: g',
        'Negative Template': 'h, i',
      },
    ],
    [
      'on more lines',
      'Steps: 2, Seed: 1\n\nTime taken: 5 sec., Seed: 7',
      { Steps: '2', Seed: '1', 'Time taken': '5 sec.' },
    ],
    [
      'named as objects name their own',
      'Steps: 2, __proto__: 1, constructor: 2',
      JSON.parse('{"Steps":"2","__proto__":"1","constructor":"2"}') as Record<string, string>,
    ],
  ])('%s', (_, text, parameters) => {
    expect(JSON.stringify(read(`a\n${text}`)?.parameters)).toBe(JSON.stringify(parameters));
    expect(read(`a\n${text}`)).toMatchObject({ prompt: 'a' });
  });

  it('are read into the vocabulary', () => {
    expect(read(`a\n${STEPS}`)).toMatchObject({
      steps: 30,
      sampler: 'DPM++ 2M',
      scheduler: 'Karras',
      cfg: 6.5,
      seed: 99,
      size: '640x832',
      model: 'mix',
    });
    expect(
      read('a\nSteps: 2, Seed: 18446744073709551615, Width: 64, Height: 32, Model: "b, c"'),
    ).toMatchObject({
      seed: '18446744073709551615',
      size: '64x32',
      model: 'b, c',
    });
  });

  it.each<[string, object[]]>([
    [
      'a <lora:pen ink:0.8>\nSteps: 2, Lora hashes: "pen ink: 12, wash: 34"',
      [{ name: 'pen ink', weight: 0.8 }, { name: 'wash' }],
    ],
    ['a <lora:x:0.5:0.2>, <lyco:y>\nSteps: 2', [{ name: 'x', weight: 0.5 }, { name: 'y' }]],
    [
      'a\nSteps: 2, Civitai resources: [{"type":"lora","weight":0.4,"modelName":"Z"},{"type":"checkpoint","modelName":"M"}]',
      [{ name: 'Z', weight: 0.4 }],
    ],
  ])('name networks: %s', (text, loras) => {
    expect(read(text)).toMatchObject({ loras, prompt: text.slice(0, text.indexOf('\n')) });
  });

  it.each([
    ['v1.10.1', 'AUTOMATIC1111'],
    ['f2.0.1v1.10.1-previous-659', 'Forge'],
    ['neo', 'Forge'],
    ['Fooocus v2.5.5', 'Fooocus'],
    ['ComfyUI', 'ComfyUI'],
    ['12ab, App: SD.Next', 'SD.Next'],
  ])('tell the tool: %s', (version, tool) => {
    expect(read(`a\nSteps: 2, Version: ${version}`)).toMatchObject({ tool });
  });
});

describe('the place of an infotext', () => {
  it.each([
    'exif:UserComment',
    'exif:ImageDescription',
    'xmp:description',
    'gif:comment',
    'jpeg:comment',
    'sidecar:txt',
    'alpha:parameters',
    'png:Comment',
  ])('can be %s', (place) => expect(read(`a\n${STEPS}`, place)).toMatchObject({ place, prompt: 'a' }));

  it('is the usual one first, and one with parameters before one without', () => {
    const texts = [
      { place: 'png:Description', text: 'b\nNegative prompt: c' },
      { place: 'exif:UserComment', text: `d\n${STEPS}` },
    ];
    expect(readInfotext(texts)).toMatchObject({ prompt: 'd' });
    expect(readInfotext([...texts, { place: 'png:parameters', text: `e\n${STEPS}` }])).toMatchObject({
      prompt: 'e',
    });
  });
});

const MEGABYTE = 2 ** 20;
it.each([
  '"',
  ', a: "',
  ', a: [',
  ', a: {"b": [',
  '\nSteps: 1, a: {"',
  'Steps: 1, ',
  '\nSteps: 1',
  '. Steps: 1, Seed: 2',
  '\n',
  ' ',
  '[',
  '\nTemplate: a\nb',
  '\nNegative prompt: ',
  '<lora:',
  ', Negative prompt: a',
  '\\"',
])('a large text of %j is read in time', (part) => {
  const many = part.repeat(MEGABYTE / part.length);
  for (const text of [
    many,
    `a\nSteps: 1, b: "${many}`,
    `a\nSteps: 1, b: ${many}`,
    `a\nSteps: 1, Seed: 1\n${many}`,
  ])
    expect(() => readGeneration([{ place: 'exif:UserComment', text }])).not.toThrow();
});
