import type { ModelDescription } from './model-description.ts';

/*
 * The models that LexiCLIP knows. Revisions, sizes and digests are those that independent projects pin; nothing
 * is loaded that differs from them.
 */

/** OpenAI's CLIP preprocessing (github.com/openai/CLIP, clip.py, `_transform`). */
const clipPixels = {
  size: 224,
  fit: 'crop',
  filter: 'bicubic',
  mean: [0.48145466, 0.4578275, 0.40821073],
  deviation: [0.26862954, 0.26130258, 0.27577711],
} satisfies Partial<ModelDescription>;

/** What the hub's exports of CLIP-like models call their inputs and outputs. */
const imageNames = { input: 'pixel_values', output: 'image_embeds' };
const textNames = { context: 77, input: 'input_ids', output: 'text_embeds', lowercase: false };

/** arXiv:2103.00020. */
export const CLIP: ModelDescription = {
  ...clipPixels,
  ...imageNames,
  standIn: false,
  id: 'clip-vit-base-patch32',
  label: 'CLIP ViT-B/32',
  licence: 'MIT (OpenAI)',
  repository: {
    name: 'Xenova/clip-vit-base-patch32',
    revision: 'd15189d7028b43f1d3e65039190477f6af591c2a',
  },
  variants: [
    {
      precision: 'int8',
      target: 'cpu',
      path: 'onnx/vision_model_quantized.onnx',
      bytes: 89_117_001,
      sha256: '583fd1110a514667812fee7d684952aaf82a99b959760c8d7dca7e0ab9839299',
    },
    {
      precision: 'fp16',
      target: 'gpu',
      path: 'onnx/vision_model_fp16.onnx',
      bytes: 176_080_659,
      sha256: '35c4e0fb0aeee527dcde1693520b214a34424a786babd530f35366bad5844efd',
    },
    {
      precision: 'fp32',
      path: 'onnx/vision_model.onnx',
      bytes: 351_685_709,
      sha256: 'fd6e1402a588279d1723c7534d4bcba5bc0b14b47dfab0e46f8c47b8270d7d40',
    },
  ],
  text: {
    ...textNames,
    tokenizer: {
      path: 'tokenizer.json',
      bytes: 2_224_119,
      sha256: 'f7f3b7af117d467b58374797691a6438d3e6b9e9cef800dfd5dced7f697a90cd',
    },
    variants: [
      {
        precision: 'int8',
        target: 'cpu',
        path: 'onnx/text_model_quantized.onnx',
        bytes: 64_504_507,
        sha256: '73baab855d406190da9faa498cfedf65f15cf309f4cc7385b7b032e6d08e5c3a',
      },
      {
        precision: 'fp16',
        target: 'gpu',
        path: 'onnx/text_model_fp16.onnx',
        bytes: 127_339_794,
        sha256: 'df587ffbf248bf20d44fa6e16adc5ebc27ead691860e5333dbdaab5fd6bf3f6e',
      },
      {
        precision: 'fp32',
        path: 'onnx/text_model.onnx',
        bytes: 254_058_553,
        sha256: '3f6571f5bad13a97c469c1622e1cfc4d9aef78b79fdbfcff804ca357bfada8cc',
      },
    ],
  },
};

/**
 * Smaller than CLIP and as good (arXiv:2311.17049). Its int8 export ranks images wrongly, as several users of
 * it found, so the image side is fp32.
 */
export const MOBILECLIP: ModelDescription = {
  id: 'mobileclip-s0',
  label: 'MobileCLIP-S0',
  licence: 'Apple ML Research (not for commercial use)',
  repository: { name: 'Xenova/mobileclip_s0', revision: '757d59c9c6870a76a4b0306f05f5061bca15c39f' },
  ...imageNames,
  standIn: false,
  size: 256,
  fit: 'crop',
  filter: 'bilinear',
  mean: [0, 0, 0],
  deviation: [1, 1, 1],
  variants: [
    {
      precision: 'fp32',
      path: 'onnx/vision_model.onnx',
      bytes: 45_543_630,
      sha256: '17d3c037b1d488c10c50e09f6009ea5a198caef4e0e8f4ea5617b7cb2d067ac0',
    },
  ],
  text: {
    ...textNames,
    tokenizer: {
      path: 'tokenizer.json',
      bytes: 2_224_081,
      sha256: '72ed5c96db5729294468543e4bc75fce14ca63f58e37300290189ba1c1e52b85',
    },
    variants: [
      {
        precision: 'int8',
        path: 'onnx/text_model_quantized.onnx',
        bytes: 42_799_238,
        sha256: 'b8557b10e5c23a0126c6d2e6eba48d240484979007917d128953b31618a04211',
      },
    ],
  },
};

/** Stronger than CLIP (arXiv:2502.14786). It knows many languages, which makes its text side larger than its image side. */
export const SIGLIP2: ModelDescription = {
  id: 'siglip2-base-patch16-224',
  label: 'SigLIP 2 B/16',
  licence: 'Apache-2.0 (Google)',
  repository: {
    name: 'onnx-community/siglip2-base-patch16-224-ONNX',
    revision: 'ba1f3b0843f24bc5417d38e19c37b287d719b2f4',
  },
  size: 224,
  fit: 'stretch',
  filter: 'bilinear',
  mean: [0.5, 0.5, 0.5],
  deviation: [0.5, 0.5, 0.5],
  input: 'pixel_values',
  output: 'pooler_output',
  standIn: false,
  variants: [
    {
      precision: 'int8',
      target: 'cpu',
      path: 'onnx/vision_model_quantized.onnx',
      bytes: 94_553_333,
      sha256: '5f2b401c1a4fc095702a5d45348e17ad46c4f87064085365b43c6e8eaa5c0070',
    },
    {
      precision: 'fp32',
      path: 'onnx/vision_model.onnx',
      bytes: 371_807_752,
      sha256: 'c0573e3f4140c3a7c4e9cc5912bd6b26a033b46a6a8e8af26cbea262b163bcad',
    },
  ],
  text: {
    context: 64,
    input: 'input_ids',
    output: 'pooler_output',
    lowercase: true,
    tokenizer: {
      path: 'tokenizer.json',
      bytes: 34_363_039,
      sha256: 'cb9140fae3ac5122c972d37adf83e1248471a38147ad76f8215c8872c6fd8322',
    },
    variants: [
      {
        precision: 'int8',
        target: 'cpu',
        path: 'onnx/text_model_int8.onnx',
        bytes: 283_438_275,
        sha256: '3a0603d3a00c05a80a6ded4743c16aaac7b1e62cdcc7e362e7ce418659b96400',
      },
      {
        precision: 'fp32',
        path: 'onnx/text_model.onnx',
        bytes: 1_129_469_657,
        sha256: 'baf12d941beabafafb14f7b4adb38dc15be18681b964a84410ec53d9d65e6293',
      },
    ],
  },
};

/** Built from an npm package by `npm run build`: see scripts/stand-in. */
export const STAND_IN: ModelDescription = {
  ...clipPixels,
  ...imageNames,
  id: 'resnet50-imagenet',
  label: 'ResNet50 (ImageNet), a stand-in for CLIP',
  licence: 'MIT',
  standIn: true,
  // Its vectors on record were made with it.
  filter: 'libvips-cubic',
  variants: [],
};

export const MODELS: readonly ModelDescription[] = [CLIP, MOBILECLIP, SIGLIP2, STAND_IN];

/** A file that no description names is taken for a CLIP-like image encoder, whatever characters its name has. */
export function describeModelFile(stem: string): ModelDescription {
  const known = MODELS.find(({ id }) => id === stem);
  const clipLike = { ...STAND_IN, filter: CLIP.filter, standIn: false };
  return known ?? { ...clipLike, id: stem, label: stem, licence: 'unknown' };
}
