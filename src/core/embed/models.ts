/** One file that serves a model: the same network in another precision. */
export interface ModelVariant {
  readonly precision: 'fp16' | 'int8' | 'fp32';
  /** Which kind of device it is for. */
  readonly target: 'cpu' | 'gpu';
  /** On the model hub, behind its host. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Images to a run of the network. */
  readonly batch: number;
}

/** A model as data. All models here take [n, 3, size, size] float32 and answer [n, d]. */
export interface ModelDescription {
  readonly id: string;
  readonly label: string;
  readonly licence: string;
  /** True for a model that only stands in where CLIP cannot be had. */
  readonly standIn: boolean;
  /** Pixels on a side. */
  readonly size: number;
  /** Of the channels R, G, B, for values from 0 to 1. */
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
  /** Empty for a model that is only ever given as a file. */
  readonly variants: readonly ModelVariant[];
}

/** OpenAI's CLIP preprocessing (github.com/openai/CLIP, clip.py, `_transform`). */
const clipPixels = {
  size: 224,
  mean: [0.48145466, 0.4578275, 0.40821073],
  deviation: [0.26862954, 0.26130258, 0.27577711],
} as const;

/** A fixed revision of the ONNX export, so that the digests below stay true. */
const CLIP_FILES = 'Xenova/clip-vit-base-patch32/resolve/d15189d7028b43f1d3e65039190477f6af591c2a/onnx';

export const CLIP: ModelDescription = {
  ...clipPixels,
  id: 'clip-vit-base-patch32',
  label: 'CLIP ViT-B/32',
  licence: 'MIT (OpenAI)',
  standIn: false,
  variants: [
    {
      precision: 'int8',
      target: 'cpu',
      path: `${CLIP_FILES}/vision_model_quantized.onnx`,
      bytes: 89_117_001,
      sha256: '583fd1110a514667812fee7d684952aaf82a99b959760c8d7dca7e0ab9839299',
      // Dynamic quantisation takes its scales over the whole batch: alone, a vector does not depend on its mates.
      batch: 1,
    },
    {
      precision: 'fp16',
      target: 'gpu',
      path: `${CLIP_FILES}/vision_model_fp16.onnx`,
      bytes: 176_080_659,
      sha256: '35c4e0fb0aeee527dcde1693520b214a34424a786babd530f35366bad5844efd',
      batch: 16,
    },
  ],
};

/** Built from an npm package by `npm run build`: see scripts/stand-in. */
export const STAND_IN: ModelDescription = {
  ...clipPixels,
  id: 'resnet50-imagenet',
  label: 'ResNet50 (ImageNet), a stand-in for CLIP',
  licence: 'MIT',
  standIn: true,
  variants: [],
};

export const MODELS: readonly ModelDescription[] = [CLIP, STAND_IN];

/** Images to a run for a model given as a file: more than 8 gains nothing on a CPU and costs memory (measured). */
export const FILE_BATCH = 8;

/** A file that no description names is taken for a CLIP-like image encoder. */
export function describeModelFile(stem: string): ModelDescription {
  const known = MODELS.find(({ id }) => id === stem);
  return known ?? { ...clipPixels, id: stem, label: stem, licence: 'unknown', standIn: false, variants: [] };
}

/** Names the preparation of pixels in the embeddings' description: another name, other vectors. */
export function preprocessingName(model: ModelDescription): string {
  const numbers = [...model.mean, ...model.deviation].map(String).join(',');
  return `exif-rotate, srgb, on white, shortest side ${String(model.size)} cubic, centre crop, mean/deviation ${numbers}, l2`;
}
