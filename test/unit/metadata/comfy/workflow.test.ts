import { describe, expect, it } from 'vitest';
import { FOX, graph, read } from './graphs.ts';

type Json = Record<string, unknown>;

/** A node of the editor; an input is its name and its link, or a widget's name before a colon. */
const node = (
  id: number,
  type: string,
  inputs: Record<string, number | null>,
  widgets: unknown,
  more: Json = {},
): Json => ({
  id,
  type,
  mode: 0,
  inputs: Object.entries(inputs).map(([name, link]) =>
    name.endsWith(':')
      ? { name: name.slice(0, -1), type: 'STRING', widget: { name: name.slice(0, -1) }, link }
      : { name, type: name, link },
  ),
  outputs: [{ name: 'out', type: 'CONDITIONING', links: [] }],
  widgets_values: widgets,
  ...more,
});

const save = node(9, 'SaveImage', { images: 9 }, ['ComfyUI']);
const decode = node(8, 'VAEDecode', { samples: 7 }, undefined);
const sampler = node(3, 'KSampler', { model: 1, positive: 4, negative: 6, latent_image: 2 }, [
  5,
  'randomize',
  20,
  7,
  'euler',
  'normal',
  1,
]);
const fox = node(6, 'CLIPTextEncode', { clip: 3 }, [FOX.prompt]);
const blurry = node(7, 'CLIPTextEncode', { clip: 5 }, [FOX.negativePrompt]);
const model = node(1, 'CheckpointLoaderSimple', {}, ['sd.safetensors']);
const latent = node(2, 'EmptyLatentImage', {}, [512, 768, 1]);
const links = [
  [1, 1, 0, 3, 0, 'MODEL'],
  [2, 2, 0, 3, 3, 'LATENT'],
  [4, 6, 0, 3, 1, 'CONDITIONING'],
  [6, 7, 0, 3, 2, 'CONDITIONING'],
  [7, 3, 0, 8, 0, 'LATENT'],
  [9, 8, 0, 9, 0, 'IMAGE'],
];

/** The default graph; `nodes` add and replace nodes, `more` adds and replaces links. */
const workflow = (nodes: Json[] = [], more: unknown[][] = [], rest: Json = {}): Json => ({
  last_node_id: 9,
  nodes: [
    ...[save, decode, sampler, fox, blurry, model, latent].filter(({ id }) =>
      nodes.every((other) => other['id'] !== id),
    ),
    ...nodes,
  ],
  links: [...links.filter(([id]) => more.every(([other]) => other !== id)), ...more],
  version: 0.4,
  ...rest,
});

const subgraph = {
  id: 'a-b-c',
  name: 'Words',
  inputNode: { id: -10 },
  outputNode: { id: -20 },
  inputs: [{ name: 'text', type: 'STRING', linkIds: [1] }],
  outputs: [{ name: 'out', type: 'CONDITIONING', linkIds: [2] }],
  nodes: [node(6, 'CLIPTextEncode', { 'text:': 1, clip: null }, ['inside'])],
  links: [
    { id: 1, origin_id: -10, origin_slot: 0, target_id: 6, target_slot: 0, type: 'STRING' },
    { id: 2, origin_id: 6, origin_slot: 0, target_id: -20, target_slot: 0, type: 'CONDITIONING' },
  ],
};
const definitions = { definitions: { subgraphs: [subgraph] } };
const typed = (value: Json, output: string): Json => ({ ...value, outputs: [{ type: output }] });

const foxes: Record<string, Json> = {
  'the default graph': workflow(),
  'links as objects': {
    ...workflow(),
    links: links.map(([id, origin_id, origin_slot, target_id, target_slot]) => ({
      id,
      origin_id,
      origin_slot,
      target_id,
      target_slot,
    })),
  },
  'a text that was made an input': workflow(
    [
      node(6, 'CLIPTextEncode', { clip: 3, 'text:': 20 }, ['left over']),
      node(20, 'PrimitiveNode', {}, [FOX.prompt, 'fixed']),
    ],
    [[20, 20, 0, 6, 1, 'STRING']],
  ),
  'widgets among the inputs': workflow([
    node(
      3,
      'KSampler',
      {
        model: 1,
        positive: 4,
        negative: 6,
        latent_image: 2,
        'seed:': null,
        'steps:': null,
        'cfg:': null,
        'sampler_name:': null,
        'scheduler:': null,
        'denoise:': null,
      },
      [5, 'randomize', 20, 7, 'euler', 'normal', 1],
    ),
    node(6, 'CLIPTextEncode', { clip: 3, 'text:': null }, [FOX.prompt]),
  ]),
  'values by name': workflow([node(6, 'CLIPTextEncode', { clip: 3 }, { text: FOX.prompt })]),
  'a reroute': workflow(
    [node(20, 'Reroute', { '': 20 }, undefined)],
    [
      [4, 20, 0, 3, 1, '*'],
      [20, 6, 0, 20, 0, '*'],
    ],
  ),
  'a value that is set and got': workflow(
    [node(20, 'SetNode', { CONDITIONING: 20 }, ['words']), node(21, 'GetNode', {}, ['words'])],
    [
      [4, 21, 0, 3, 1, '*'],
      [20, 6, 0, 20, 0, '*'],
    ],
  ),
  'a bypassed node': workflow(
    [node(20, 'ConditioningZeroOut', { MODEL: null, CONDITIONING: 20 }, [], { mode: 4 })],
    [
      [4, 20, 0, 3, 1, '*'],
      [20, 6, 0, 20, 0, '*'],
    ],
  ),
  'a muted node that saves': workflow(
    [
      node(30, 'SaveImage', { images: 30 }, ['draft'], { mode: 2 }),
      node(31, 'KSampler', { positive: 6, negative: 6 }, [1, 'fixed', 1, 1, 'euler', 'normal', 1]),
    ],
    [[30, 31, 0, 30, 0, 'IMAGE']],
  ),
  'a subgraph with a text from outside': workflow(
    [node(6, 'a-b-c', { text: 20 }, []), node(20, 'PrimitiveStringMultiline', {}, [FOX.prompt])],
    [[20, 20, 0, 6, 0, 'STRING']],
    definitions,
  ),
  'a subgraph with a text of its own': workflow(
    [node(6, 'a-b-c', { 'text:': null }, [FOX.prompt])],
    [],
    definitions,
  ),
  'a subgraph with the text of its node': workflow([node(6, 'a-b-c', { text: null }, [])], [], {
    definitions: {
      subgraphs: [{ ...subgraph, nodes: [node(6, 'CLIPTextEncode', { 'text:': 1 }, [FOX.prompt])] }],
    },
  }),
  'a subgraph in a subgraph': workflow([node(6, 'outer', { 'text:': null }, [FOX.prompt])], [], {
    definitions: {
      subgraphs: [subgraph, { ...subgraph, id: 'outer', nodes: [node(6, 'a-b-c', { text: 1 }, [])] }],
    },
  }),
  'a bypassed subgraph': workflow(
    [node(20, 'a-b-c', { CONDITIONING: 20 }, [], { mode: 4 })],
    [
      [4, 20, 0, 3, 1, '*'],
      [20, 6, 0, 20, 0, '*'],
    ],
    definitions,
  ),
  'a control net': workflow(
    [node(20, 'ControlNetApplyAdvanced', { positive: 20, negative: 21 }, [1, 0, 1])],
    [
      [4, 20, 0, 3, 1, '*'],
      [6, 20, 1, 3, 2, '*'],
      [20, 6, 0, 20, 0, '*'],
      [21, 7, 0, 20, 1, '*'],
    ],
  ),
  'an unknown node of one text': workflow(
    [node(6, 'CLIPTextEncode', { clip: 3, 'text:': 20 }, ['']), node(20, 'Some Text Box', {}, [FOX.prompt])],
    [[20, 20, 0, 6, 1, 'STRING']],
  ),
  'an unknown node of several values': workflow(
    [
      node(6, 'CLIPTextEncode', { clip: 3, 'text:': 20 }, ['']),
      node(20, 'Some Text Box', {}, ['auto', 1, FOX.prompt, 'a b.safetensors', true]),
    ],
    [[20, 20, 0, 6, 1, 'STRING']],
  ),
  'a text that was shown': workflow(
    [
      node(6, 'CLIPTextEncode', { clip: 3, 'text:': 20 }, ['']),
      node(20, 'ShowText|pysssss', { text: null }, [[FOX.prompt]]),
    ],
    [[20, 20, 0, 6, 1, 'STRING']],
  ),
  'a pair of texts in a loader': workflow(
    [
      node(20, 'Efficient Loader', {}, [
        'm',
        'Baked VAE',
        -1,
        'None',
        1,
        1,
        FOX.prompt,
        FOX.negativePrompt,
        'none',
        'comfy',
        512,
        512,
        1,
      ]),
    ],
    [
      [4, 20, 1, 3, 1, '*'],
      [6, 20, 2, 3, 2, '*'],
    ],
  ),
  'damaged nodes and links beside it': workflow(
    [{}, { id: 50 }, { id: 51, type: 5, inputs: 'x' }],
    [[], [null], ['a', 'b', 'c']],
  ),
};

describe("the editor's graph alone", () => {
  it.each(Object.entries(foxes))('%s', (_, value) => {
    expect(read(typed(value, ''), 'png:workflow')).toMatchObject({
      tool: 'ComfyUI',
      place: 'png:workflow',
      ...FOX,
    });
  });

  it('with the settings of its sampler', () => {
    expect(read(workflow(), 'png:workflow')).toMatchObject({
      model: 'sd.safetensors',
      sampler: 'euler',
      scheduler: 'normal',
      steps: 20,
      cfg: 7,
      seed: 5,
      size: '512x768',
    });
  });

  it('is not asked where the graph that ran has words', () => {
    const ran = graph();
    expect(
      read({ prompt: ran, workflow: workflow([node(6, 'CLIPTextEncode', {}, ['edited later'])]) }),
    ).toMatchObject(FOX);
  });

  it('is asked where the graph that ran has none', () => {
    expect(read({ workflow: JSON.stringify(workflow()), prompt: {} })).toMatchObject(FOX);
  });

  it.each([
    [
      'subgraphs of themselves',
      workflow([node(6, 'a-b-c', {}, [])], [], {
        definitions: { subgraphs: [{ ...subgraph, nodes: [node(6, 'a-b-c', { text: 1 }, [])] }] },
      }),
    ],
    [
      'reroutes in a circle',
      workflow(
        [node(20, 'Reroute', { '': 20 }, undefined)],
        [
          [4, 20, 0, 3, 1, '*'],
          [20, 20, 0, 20, 0, '*'],
        ],
      ),
    ],
    ['no nodes', { nodes: [], links: [] }],
    [
      'nodes of no kind',
      { nodes: [1, null, [], 'x'], links: [1, null, {}, 'x'], definitions: { subgraphs: [null, 1, {}] } },
    ],
    [
      'a key that objects do not like',
      {
        nodes: [
          {
            id: '__proto__',
            type: '__proto__',
            inputs: [{ name: '__proto__', link: 1 }],
            widgets_values: ['x y'],
          },
        ],
        links: [[1, '__proto__', 0]],
      },
    ],
  ])('%s give no prompt', (_, value) => {
    expect(read(value, 'png:workflow')?.prompt).toBeUndefined();
  });
});
