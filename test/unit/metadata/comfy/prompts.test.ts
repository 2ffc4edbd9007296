import { describe, expect, it } from 'vitest';
import { encode, FOX, graph, node, read, sampler, type ApiGraph } from './graphs.ts';

/** The default graph, whose prompt is made by node 8. */
const made = (more: ApiGraph): ApiGraph => graph({ 6: encode(['8', 0]), ...more });
const primitive = (value: string) => node('PrimitiveString', { value });
const context = node('Context (rgthree)', { model: ['1', 0], positive: ['6', 0], negative: ['7', 0] });
const pipe = node('ToBasicPipe', { model: ['1', 0], clip: ['1', 1], positive: ['6', 0], negative: ['7', 0] });
const control = node('ControlNetApplyAdvanced', {
  positive: ['6', 0],
  negative: ['7', 0],
  control_net: ['9', 0],
});
const loader = node('Efficient Loader', {
  ckpt_name: 'm',
  positive: FOX.prompt,
  negative: FOX.negativePrompt,
});

/** Graphs in which all that is needed is to find the texts of the fox. */
const foxes: Record<string, ApiGraph> = {
  'the default graph': graph(),
  'numbers as ids in links': graph({ 3: sampler([6, 0], [7, 0]) }),
  'ids of a subgraph': graph({
    3: sampler(['57:6', 0], ['57:58:7', 0]),
    '57:6': encode(FOX.prompt),
    '57:58:7': encode(['60', 0]),
    60: primitive(FOX.negativePrompt),
  }),
  'a sampler that only a preview shows': {
    '0': sampler(['00', 0], ['7', 0]),
    '00': encode('a draft'),
    '000': node('PreviewImage', { images: ['0000', 0] }),
    '0000': node('VAEDecode', { samples: ['0', 0] }),
    ...graph(),
  },
  'only previews': graph({ 5: node('PreviewImage', { images: ['4', 0] }) }),
  'a saved image that the graph does not have': graph({ 5: node('SaveImage', { images: ['99', 0] }) }),
  'a second pass with the same texts': graph({
    4: node('VAEDecode', { samples: ['20', 0] }),
    20: sampler(['6', 0], ['7', 0], { latent_image: ['21', 0], denoise: 0.5 }),
    21: node('LatentUpscaleBy', { samples: ['3', 0], scale_by: 1.5 }),
  }),
  'a detailer with texts of its own': graph({
    5: node('SaveImage', { images: ['20', 0] }),
    20: node('FaceDetailer', { image: ['4', 0], positive: ['21', 0], negative: ['7', 0], wildcard: '' }),
    21: encode('a face'),
  }),
  'an upscaler with texts of its own': graph({
    5: node('Image Save', { images: ['20', 0], output_path: 'x y', filename_prefix: 'a b' }),
    20: node('UltimateSDUpscale', {
      image: ['4', 0],
      positive: ['21', 0],
      negative: ['21', 0],
      upscale_by: 2,
    }),
    21: encode('best quality'),
  }),
  'a control net': graph({ 3: sampler(['8', 0], ['8', 1]), 8: control }),
  'a control net, the wrong way round': graph({
    3: sampler(['8', 1], ['8', 0]),
    6: encode(FOX.negativePrompt),
    7: encode(FOX.prompt),
    8: control,
  }),
  'two control nets': graph({
    3: sampler(['9', 0], ['9', 1]),
    8: control,
    9: node('ControlNetApplyAdvanced', { positive: ['8', 0], negative: ['8', 1], control_net: ['10', 0] }),
  }),
  'a context': graph({ 3: sampler(['8', 4], ['8', 5]), 8: context }),
  'a context of a context': graph({
    3: sampler(['9', 4], ['9', 5]),
    8: context,
    9: node('Context Big (rgthree)', { base_ctx: ['8', 0], latent: ['2', 0] }),
  }),
  'a switch of contexts': graph({
    3: sampler(['9', 4], ['9', 5]),
    8: context,
    9: node('Context Switch (rgthree)', { ctx_02: ['8', 0] }),
  }),
  'a pipe that is taken apart': graph({
    3: sampler(['9', 3], ['9', 4]),
    8: pipe,
    9: node('FromBasicPipe', { basic_pipe: ['8', 0] }),
  }),
  'a pipe that is edited': graph({
    3: sampler(['10', 4], ['10', 5]),
    6: encode('before'),
    8: pipe,
    9: node('EditBasicPipe', { basic_pipe: ['8', 0], positive: ['11', 0] }),
    10: node('FromBasicPipe_v2', { basic_pipe: ['9', 0] }),
    11: encode(FOX.prompt),
  }),
  'a sampler of a pipe': graph({
    3: node('ImpactKSamplerBasicPipe', { basic_pipe: ['8', 0], latent_image: ['2', 0], seed: 1 }),
    4: node('VAEDecode', { samples: ['3', 1] }),
    8: pipe,
  }),
  'an efficient loader': graph({ 3: sampler(['8', 1], ['8', 2]), 8: loader }),
  'a sampler behind a sampler': graph({
    4: node('VAEDecode', { samples: ['9', 3] }),
    3: node('KSampler (Efficient)', { positive: ['8', 1], negative: ['8', 2], latent_image: ['8', 3] }),
    8: loader,
    9: node('KSampler (Efficient)', { positive: ['3', 1], negative: ['3', 2], latent_image: ['3', 3] }),
  }),
  'an easy pipe that saves': {
    1: node('easy fullLoader', { ckpt_name: 'm', positive: FOX.prompt, negative: FOX.negativePrompt }),
    2: node('easy preSampling', { steps: 20, cfg: 7, pipe: ['1', 0] }),
    3: node('easy kSampler', { pipe: ['2', 0], image_output: 'Save', save_prefix: 'Comfy UI' }),
  },
  'an easy pipe that is taken apart': graph({
    3: sampler(['9', 2], ['9', 3]),
    8: node('easy pipeIn', { pos: ['6', 0], neg: ['7', 0], model: ['1', 0] }),
    9: node('easy pipeOut', { pipe: ['8', 0] }),
  }),
  'a loader of tinyterra': graph({
    3: sampler(['8', 2], ['8', 3]),
    8: node('ttN pipeLoader_v2', {
      positive: FOX.prompt,
      negative: FOX.negativePrompt,
      positive_token_normalization: 'mean of all',
    }),
  }),
  'a switch with a number': graph({
    3: sampler(['8', 0], ['7', 0]),
    8: node('ImpactSwitch', { select: ['10', 0], sel_mode: false, input1: ['9', 0], input2: ['6', 0] }),
    9: encode('not used'),
    10: node('PrimitiveInt', { value: 2 }),
  }),
  'a switch that takes the first there is': graph({
    3: sampler(['8', 0], ['7', 0]),
    8: node('Any Switch (rgthree)', { any_02: ['6', 0], any_03: ['9', 0] }),
    9: encode('not used'),
  }),
  'a switch of texts': made({
    8: node('CR Text Input Switch', { Input: 2, text1: 'no', text2: FOX.prompt }),
  }),
  'a switch that is on': made({
    8: node('ComfySwitchNode', { switch: true, on_false: ['9', 0], on_true: ['10', 0] }),
    9: primitive('no'),
    10: primitive(FOX.prompt),
  }),
  'a branch that is not taken': made({
    8: node('ImpactConditionalBranch', { cond: false, tt_value: ['9', 0], ff_value: ['10', 0] }),
    9: primitive('no'),
    10: primitive(FOX.prompt),
  }),
  reroutes: graph({
    3: sampler(['8', 0], ['7', 0]),
    8: node('Reroute', { '': ['9', 0] }),
    9: node('Reroute', { '*': ['6', 0] }),
  }),
  'a primitive': made({ 8: node('PrimitiveStringMultiline', { value: FOX.prompt }) }),
  'a text that was shown': made({
    8: node('ShowText|pysssss', { text: ['9', 0], text_0: FOX.prompt }),
    9: node('LanguageModel', { instruction: 'describe the scene' }),
  }),
  'a text that was not shown yet': made({
    8: node('ShowText|pysssss', { text: ['9', 0] }),
    9: primitive(FOX.prompt),
  }),
  'texts that are joined': made({
    8: node('StringConcatenate', { string_a: 'a fox', string_b: ['9', 0], delimiter: ' ' }),
    9: primitive('in the snow'),
  }),
  'texts that are joined without a delimiter': made({
    8: node('StringConcatenate', { string_a: 'a fox ', string_b: 'in the snow', delimiter: '' }),
  }),
  'texts that are joined by a function': made({
    8: node('StringFunction|pysssss', {
      action: 'append',
      tidy_tags: 'no',
      text_a: 'a fox ',
      text_b: 'in the snow',
      text_c: '',
    }),
  }),
  'a text in which a word was replaced': made({
    8: node('StringReplace', { string: 'a hare in the snow', find: 'hare', replace: 'fox' }),
  }),
  'a styler': graph({
    6: encode(['8', 0]),
    7: encode(['8', 1]),
    8: node('SDXLPromptStyler', {
      text_positive: FOX.prompt,
      text_negative: FOX.negativePrompt,
      style: 'sai cinematic',
      log_prompt: 'No',
    }),
  }),
  'wildcards that were filled in': made({
    8: node('ImpactWildcardProcessor', {
      wildcard_text: 'a {fox|hare} in the snow',
      populated_text: FOX.prompt,
      mode: 'populate',
    }),
  }),
  'wildcards that encode': graph({
    3: sampler(['8', 2], ['7', 0]),
    8: node('ImpactWildcardEncode', {
      wildcard_text: 'a {fox|hare}',
      populated_text: FOX.prompt,
      mode: 'populate',
      'Select to add LoRA': 'Select the LoRA',
      clip: ['1', 1],
    }),
  }),
  'the same text for two encoders': graph({
    6: node('CLIPTextEncodeSDXL', { width: 1024, text_g: FOX.prompt, text_l: FOX.prompt, clip: ['1', 1] }),
  }),
  'the same text for three encoders': graph({
    6: node('CLIPTextEncodeSD3', {
      clip_l: FOX.prompt,
      clip_g: FOX.prompt,
      t5xxl: FOX.prompt,
      empty_padding: 'none',
      clip: ['1', 1],
    }),
  }),
  'a text of a service': graph({
    3: sampler(['6', 0], ['7', 0]),
    6: node('TextEncodeQwenImageEdit', { prompt: FOX.prompt, clip: ['1', 1], image: ['9', 0] }),
  }),
  'a guider': graph({
    3: node('SamplerCustomAdvanced', { guider: ['8', 0], latent_image: ['2', 0] }),
    8: node('CFGGuider', { cfg: 5, model: ['1', 0], positive: ['6', 0], negative: ['7', 0] }),
  }),
  'a guider of two': graph({
    3: node('SamplerCustomAdvanced', { guider: ['8', 0], latent_image: ['2', 0] }),
    8: node('DualCFGGuider', { model: ['1', 0], cond1: ['6', 0], cond2: ['7', 0], negative: ['7', 0] }),
  }),
  'a node that saves texts': graph({
    3: sampler(['9', 0], ['9', 0]),
    5: node('Image Saver', {
      images: ['4', 0],
      positive: ['8', 0],
      negative: FOX.negativePrompt,
      filename: 'x y',
      modelname: 'm',
    }),
    8: primitive(FOX.prompt),
    9: node('UnknownEncoder', { clip: ['1', 1] }),
  }),
  'a node that saves no texts, but could': graph({
    5: node('Image Saver', { images: ['4', 0], positive: 'unknown', negative: 'unknown' }),
  }),
  'files and choices on the way': made({
    8: node('UnknownPrompt', {
      text_file: 'a b.txt',
      mode: 'some mode',
      kind: 'fast',
      source: 'C:/my files/x.png',
      words: ['9', 0],
    }),
    9: node('Unknown', { label: 'enum', anything: FOX.prompt }),
  }),
  'a key that objects do not like': {
    ...graph(),
    ...(JSON.parse(
      '{"__proto__": {"class_type": "x", "inputs": {"__proto__": ["__proto__", 0]}}}',
    ) as ApiGraph),
  },
};

/** Graphs of which something else must come out. */
const others: Record<string, [ApiGraph, prompt: unknown, negativePrompt: unknown]> = {
  'no negative prompt, of a prompt that is zeroed': [
    graph({ 3: sampler(['6', 0], ['8', 0]), 8: node('ConditioningZeroOut', { conditioning: ['6', 0] }) }),
    FOX.prompt,
    undefined,
  ],
  'no negative prompt, of a guider that has none': [
    graph({
      3: node('SamplerCustomAdvanced', { guider: ['9', 0], latent_image: ['2', 0] }),
      8: node('FluxGuidance', { guidance: 3.5, conditioning: ['6', 0] }),
      9: node('BasicGuider', { model: ['1', 0], conditioning: ['8', 0] }),
    }),
    FOX.prompt,
    undefined,
  ],
  'no negative prompt, of the prompt itself': [
    graph({ 3: sampler(['6', 0], ['6', 0]) }),
    FOX.prompt,
    undefined,
  ],
  'no negative prompt, of an empty text': [graph({ 7: encode('') }), FOX.prompt, undefined],
  'combined prompts': [
    graph({
      3: sampler(['8', 0], ['7', 0]),
      8: node('ConditioningCombine', { conditioning_1: ['6', 0], conditioning_2: ['9', 0] }),
      9: encode('at night'),
    }),
    `${FOX.prompt}, at night`,
    FOX.negativePrompt,
  ],
  'different texts for two encoders': [
    graph({
      6: node('CLIPTextEncodeFlux', { clip_l: 'fox, snow', t5xxl: 'A fox in deep snow.', guidance: 3.5 }),
    }),
    'fox, snow, A fox in deep snow.',
    FOX.negativePrompt,
  ],
  'texts that a newline joins': [
    made({
      8: node('Text Concatenate', {
        delimiter: '\\n',
        clean_whitespace: 'true',
        text_a: ['9', 0],
        text_c: 'b',
      }),
      9: primitive('a'),
    }),
    'a\nb',
    FOX.negativePrompt,
  ],
  'a single word': [graph({ 6: encode('fox') }), 'fox', FOX.negativePrompt],
  'a text for a service': [
    {
      1: node('FluxProUltraImageNode', { prompt: FOX.prompt, aspect_ratio: '16:9' }),
      2: node('SaveImage', { images: ['1', 0] }),
    },
    FOX.prompt,
    undefined,
  ],
  'an image that was only loaded': [
    { ...graph({ 5: node('SaveImage', { images: ['8', 0] }), 8: node('LoadImage', { image: 'a b.png' }) }) },
    undefined,
    undefined,
  ],
  'a text that depends on itself': [
    graph({
      3: sampler(['8', 0], ['8', 1]),
      8: node('ConditioningCombine', { conditioning_1: ['8', 0], conditioning_2: ['9', 0] }),
      9: node('Reroute', { a: ['8', 0] }),
    }),
    undefined,
    undefined,
  ],
};

describe('the words of a ComfyUI graph', () => {
  it.each(Object.entries(foxes))('%s', (_, value) => {
    const { prompt, negativePrompt } = read(value) ?? {};
    expect({ prompt, negativePrompt }).toEqual(FOX);
  });

  it.each(Object.entries(others))('%s', (_, [value, prompt, negativePrompt]) => {
    expect([read(value)?.prompt, read(value)?.negativePrompt]).toEqual([prompt, negativePrompt]);
  });
});
