import { describe, expect, it } from 'vitest';
import { encode, FOX, graph, node, read, sampler, type ApiGraph, type ApiNode } from './graphs.ts';

/** Deeper than the call stack. */
const COUNT = 20_000;

/** The default graph, whose prompt is what the first of very many nodes gives; each is made with the next one's id. */
function chain(link: (next: string) => ApiNode, last = encode(FOX.prompt)): ApiGraph {
  const nodes = Array.from({ length: COUNT }, (_, at): [string, ApiNode] => [`n${at}`, link(`n${at + 1}`)]);
  return graph({ 3: sampler(['n0', 0], ['7', 0]), [`n${COUNT}`]: last, ...Object.fromEntries(nodes) });
}

describe('graphs without an end', () => {
  it.each([
    ['reroutes', chain((next) => node('Reroute', { '': [next, 0] })), FOX.prompt],
    [
      'pipes',
      chain(
        (next) => node('EditBasicPipe', { basic_pipe: [next, 0] }),
        node('ToBasicPipe', { positive: FOX.prompt }),
      ),
      FOX.prompt,
    ],
    [
      'conditionings',
      chain((next) => node('ConditioningCombine', { conditioning_1: [next, 0], conditioning_2: ['6', 0] })),
      FOX.prompt,
    ],
  ])(
    '%s in a row lead to the text',
    (_, value, prompt) => {
      expect(read(value)?.prompt).toBe(prompt);
    },
    30_000,
  );

  it('texts that double in every node stay small', () => {
    const value = chain((next) =>
      node('StringConcatenate', { string_a: [next, 0], string_b: [next, 0], delimiter: ' ' }),
    );
    expect(read(value)?.prompt?.length).toBeLessThan(1_000_000);
  }, 30_000);

  it('texts that grow in every node stay small', () => {
    const value = chain((next) => node('StringReplace', { string: [next, 0], find: 'o', replace: 'oo' }));
    expect(read(value)?.prompt?.length).toBeLessThan(1_000_000);
  }, 30_000);

  it('samplers that wait for each other have no text', () => {
    const nodes = Array.from({ length: COUNT }, (_, at): [string, ApiNode] => {
      const next = [`n${(at + 1) % COUNT}`, 0];
      return [`n${at}`, sampler(next, next, { latent_image: next, model: next, seed: next })];
    });
    expect(read(Object.fromEntries(nodes))?.prompt).toBeUndefined();
  }, 30_000);

  it('reroutes of the editor in a row', () => {
    const reroutes = Array.from({ length: COUNT }, (_, id) => ({
      id,
      type: 'Reroute',
      inputs: [{ name: '', link: id + 1 }],
    }));
    const first = { id: COUNT, type: 'KSampler', inputs: [{ name: 'positive', link: 0 }] };
    const links = Array.from({ length: COUNT }, (_, at) => [at, at, 0, at - 1, 0, '*']);
    expect(read({ nodes: [first, ...reroutes], links })?.prompt).toBeUndefined();
  }, 30_000);

  it.each([
    'null',
    '[]',
    '{"1": null, "2": {"inputs": null}, "3": {"inputs": []}}',
    '{"1": {"class_type": 5, "inputs": {"positive": ["1", 0], "negative": ["1", "0"], "guider": ["1", 0]}}}',
    '{"1": {"class_type": "KSampler", "inputs": {"positive": ["__proto__", 0], "constructor": ["toString", 0]}}}',
    '{"1": {"class_type": "SaveImage", "inputs": {"images": ["1", 0], "positive": ["1", -1], "negative": ["1", 1e300]}}}',
    '{"prompt": {"prompt": {"prompt": {"prompt": "{}"}}}, "workflow": {"workflow": "{"}}',
  ])('no prompt is in %s', (text) => {
    expect(read(text)?.prompt).toBeUndefined();
  });
});

describe('the places of a graph', () => {
  const [ran, text] = [graph(), JSON.stringify(graph())];
  it.each([
    ['exif:Model', `prompt:${text}`],
    ['exif:Make', `Prompt: ${text}`],
    ['exif:UserComment', text],
    ['exif:UserComment', { prompt: ran, workflow: { nodes: [] } }],
    ['exif:UserComment', { prompt: text, workflow: '{"nodes": []}' }],
    ['sidecar:json', { extra_data: {}, prompt: ran }],
    ['sidecar:json', { meta: { comfy: JSON.stringify({ prompt: ran, workflow: {} }) } }],
    ['png:prompt', `\uFEFF${text}\0`],
    ['png:prompt', text.replace('"denoise":1', '"denoise":NaN').replace('"cfg":7', '"cfg":-Infinity')],
  ])('%s: %j', (place, value) => {
    expect(read(value, place)).toMatchObject({ place, ...FOX });
  });
});
