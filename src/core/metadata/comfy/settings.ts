import type { JsonValue } from '../../collection/json-value.ts';
import type { Said } from '../generation.ts';
import { inputOf, type ComfyGraph, type ComfyNode } from './graph-form.ts';
import { isCarrier } from './input-names.ts';
import { lorasOf } from './loras.ts';
import { guiderOf } from './prompts.ts';
import { nodeBehind, nodesBehind, valueBehind } from './values.ts';

const MODELS = ['ckpt_name', 'unet_name', 'base_ckpt_name', 'model_name', 'gguf_name', 'ckpt', 'model_path'];
const SEEDS = ['seed', 'noise_seed'];
const WIDTHS = ['width', 'empty_latent_width'];
const HEIGHTS = ['height', 'empty_latent_height'];

const toModels = (name: string): boolean =>
  /model|lora|^$|^any|^value$|^clip$/i.test(name) && !/control|style|upscale/i.test(name);
const toLatents = (name: string): boolean => /latent|samples|^$|^any|^value$/i.test(name);
const toSigmas = (name: string): boolean => name === 'sigmas';

/** How the node that used the prompt was set, as far as that is plain: numbers and names, not what is computed. */
export function settingsOf(sampler: ComfyNode, graph: ComfyGraph): Said {
  const behind = (
    name: string,
    sought: readonly string[],
    isFollowed = (name: string): boolean => isCarrier(name),
  ): JsonValue | undefined => {
    const node = nodeBehind(
      sampler.inputs[name],
      graph,
      (one) => inputOf(one, sought) !== undefined,
      isFollowed,
    );
    return node === undefined ? undefined : valueBehind(inputOf(node, sought), graph);
  };
  const own = (names: readonly string[]): JsonValue | undefined =>
    valueBehind(inputOf(sampler, names), graph);
  const carried = (names: readonly string[]): JsonValue | undefined =>
    ['pipe', 'sdxl_tuple', 'context', 'ctx', 'base_ctx'].map((name) => behind(name, names)).find(isPlain);
  const either = (...values: (JsonValue | undefined)[]): JsonValue | undefined => values.find(isPlain);

  const guider = guiderOf(sampler, graph);
  const models = modelNodes(guider ?? sampler, graph);
  const loader = models.find((node) => typeof inputOf(node, MODELS) === 'string');
  return {
    model: loader === undefined ? undefined : inputOf(loader, MODELS),
    loras: lorasOf(models),
    sampler: either(own(['sampler_name']), behind('sampler', ['sampler_name']), carried(['sampler_name'])),
    scheduler: either(own(['scheduler']), behind('sigmas', ['scheduler'], toSigmas), carried(['scheduler'])),
    steps: either(own(['steps']), behind('sigmas', ['steps'], toSigmas), carried(['steps'])),
    cfg: either(
      own(['cfg']),
      guider === undefined ? undefined : valueBehind(guider.inputs['cfg'], graph),
      carried(['cfg']),
    ),
    seed: either(own(SEEDS), behind('noise', SEEDS), carried(SEEDS)),
    size: sizeOf(sampler, graph),
  };
}

function isPlain(value: JsonValue | undefined): value is number | string {
  return typeof value === 'number' || typeof value === 'string';
}

function modelNodes(node: ComfyNode, graph: ComfyGraph): ComfyNode[] {
  const starts = Object.entries(node.inputs).filter(
    ([name]) => toModels(name) || /pipe|tuple|ctx|context/.test(name),
  );
  return [node, ...new Set(starts.flatMap(([, value]) => nodesBehind(value, graph, toModels)))];
}

/** The size of the latent image that the sampler got, where nothing on the way scales it by a factor. */
function sizeOf(sampler: ComfyNode, graph: ComfyGraph): string | undefined {
  const starts = ['latent_image', 'latent', 'samples', 'pipe', 'sdxl_tuple'];
  const nodes = starts.flatMap((name) => nodesBehind(sampler.inputs[name], graph, toLatents));
  for (const node of [...nodes, sampler]) {
    if (inputOf(node, ['scale_by', 'scale_factor', 'upscale_by']) !== undefined) return undefined;
    const [width, height] = [WIDTHS, HEIGHTS].map((names) => valueBehind(inputOf(node, names), graph));
    if (isPlain(width) && isPlain(height)) return `${width}x${height}`;
  }
  return undefined;
}
