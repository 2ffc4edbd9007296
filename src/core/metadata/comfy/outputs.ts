import type { Role } from './input-names.ts';

/**
 * Which outputs of a node are the positive and the negative prompt, by the node's class. Nodes that are not listed give
 * the prompt for which they are asked. From RETURN_TYPES in each extension's source; the order of rows matters.
 */
const PROMPT_OUTPUTS: readonly (readonly [
  type: RegExp,
  positive: readonly number[],
  negative: readonly number[],
])[] = [
  // rgthree-comfy, py/context_utils.py
  [/^Context\b.*\(rgthree\)$/, [4, 17, 18], [5, 19, 20]],
  // ComfyUI-Impact-Pack, modules/impact/pipe.py
  [/^FromBasicPipe_v2$|^FromDetailerPipe(?:_v2|_SDXL)$/, [4, 12], [5, 13]],
  [/^FromBasicPipe$|^FromDetailerPipe$/, [3], [4]],
  // efficiency-nodes-comfyui, efficiency_nodes.py
  [/^Efficient Loader$|^KSampler \(Efficient\)$|^KSampler Adv\. \(Efficient\)$/, [1], [2]],
  [/^Unpack SDXL Tuple$/, [2, 6], [3, 7]],
  // ComfyUI-Easy-Use, py/nodes
  [/^easy pipeOut$/, [2], [3]],
  [/^easy (?:full|flux|hunyuanDiT|pixArt|kolors|sd3)\w*Loader$/i, [4], [5]],
  // ComfyUI_tinyterraNodes, ttNpy
  [/^ttN pipeOUT$/, [1], [2]],
  [/^ttN .*(?:Loader|KSampler|pipeEDIT)/i, [2, 10], [3, 11]],
  [/^Apply ?InstantID/, [1], [2]],
  // Prompt stylers of several authors
  [/styler|stylesSelector|prompt ?style/i, [0], [1]],
  // ComfyUI, nodes.py and comfy_extras
  [
    /ControlNet.*Apply|ApplyControlNet|InpaintModelConditioning|InstructPixToPix|ImageToVideo|img2vid/i,
    [0],
    [1],
  ],
  [/^LTXV|^Cosmos|^PairConditioning|ConditioningPair|^SV3D|^StableZero123/, [0], [1]],
];

/** The prompt that an output gives; undefined where the class does not tell. */
export function roleOfOutput(type: string, output: number): Role | undefined {
  const row = PROMPT_OUTPUTS.find(([pattern]) => pattern.test(type));
  if (row?.[1].includes(output) === true) return 'positive';
  return row?.[2].includes(output) === true ? 'negative' : undefined;
}
