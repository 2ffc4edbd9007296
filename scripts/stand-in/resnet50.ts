import * as z from 'zod';
import { STAND_IN } from '../../src/core/embed/models.ts';
import { GraphBuilder } from '../onnx/graph.ts';
import { foldBatchNorm, reverseInputs, type Convolution } from './fold.ts';
import type { KerasModel, Layer } from './weights.ts';

/** What Keras' ResNet50 subtracts ("caffe" mode, keras.applications.imagenet_utils), here as R, G, B. */
const CAFFE_MEAN = [123.68, 116.779, 103.939];

const convolutionSchema = z.object({ padding: z.enum(['same', 'valid']), strides: z.array(z.number()) });
const normSchema = z.object({ epsilon: z.number() });

/**
 * Keras' ResNet50 as ONNX: `pixel_values` [n, 3, 224, 224], normalised as for CLIP, to `image_embeds`
 * [n, 2048], the average-pooled features before the classifier.
 */
export function resnet50(keras: KerasModel): Uint8Array {
  const graph = new GraphBuilder();
  const rename = new Map<string, string>();
  const nameOf = (layer: string): string => rename.get(layer) ?? layer;
  const convolutions = new Map<string, { layer: Layer; from: string }>();
  let pads = 0;
  let output = '';

  for (const layer of keras.layers) {
    const { name } = layer.config;
    const inputs = (layer.inbound_nodes[0] ?? []).map(([from]) => nameOf(from));
    const [from = ''] = inputs;
    switch (layer.class_name) {
      case 'InputLayer':
        rename.set(name, undoNormalisation(graph));
        break;
      case 'ZeroPadding2D':
        // Given to the layer that follows. Before the max pool zeros are as good as nothing: it follows a ReLU.
        pads = name === 'conv1_pad' ? 3 : 1;
        rename.set(name, from);
        break;
      case 'Conv2D':
        convolutions.set(name, { layer, from });
        break;
      case 'BatchNormalization': {
        const convolution = convolutions.get(from);
        if (convolution === undefined) throw new Error(`${name} does not follow a convolution`);
        writeConvolution(graph, keras, convolution, layer, pads);
        pads = 0;
        break;
      }
      case 'Activation':
        graph.node('Relu', [from], name);
        break;
      case 'Add':
        graph.node('Add', inputs, name);
        break;
      case 'MaxPooling2D':
        graph.node('MaxPool', [from], name, {
          kernel_shape: [3, 3],
          strides: [2, 2],
          pads: [pads, pads, pads, pads],
        });
        pads = 0;
        break;
      case 'GlobalAveragePooling2D':
        output = graph.node('Flatten', [graph.node('GlobalAveragePool', [from], name)], 'image_embeds', {
          axis: 1,
        });
        break;
      case 'Dense':
        break;
      default:
        throw new Error(`ResNet50 has no layer ${layer.class_name}`);
    }
  }
  return graph.encode(
    { name: 'pixel_values', type: 'float32', dims: [3, STAND_IN.size, STAND_IN.size] },
    { name: output, type: 'float32', dims: [2048] },
    'lexiclip stand-in',
  );
}

/** From CLIP's normalisation back to 0…255, and from there to what the weights were trained on. */
function undoNormalisation(graph: GraphBuilder): string {
  const perChannel = (values: readonly number[]): Float32Array => Float32Array.from(values);
  const scale = perChannel(STAND_IN.deviation.map((deviation) => 255 * deviation));
  const shift = perChannel(STAND_IN.mean.map((mean, channel) => 255 * mean - (CAFFE_MEAN[channel] ?? NaN)));
  const scaled = graph.node('Mul', ['pixel_values', graph.constant('scale', [1, 3, 1, 1], scale)], 'scaled');
  return graph.node('Add', [scaled, graph.constant('shift', [1, 3, 1, 1], shift)], 'centred');
}

function writeConvolution(
  graph: GraphBuilder,
  keras: KerasModel,
  { layer, from }: { layer: Layer; from: string },
  norm: Layer,
  pads: number,
): void {
  const { name } = layer.config;
  const { padding, strides } = convolutionSchema.parse(layer.config);
  const folded = folding(keras, name, norm);
  // The weights take BGR, `pixel_values` are RGB.
  const { kernel, shape, bias } = name === 'conv1' ? reverseInputs(folded) : folded;
  const pad = padding === 'same' ? (shape[2] - 1) / 2 : pads;
  const inputs = [
    from,
    graph.constant(`${name}/kernel`, shape, kernel),
    graph.constant(`${name}/bias`, [bias.length], bias),
  ];
  graph.node('Conv', inputs, norm.config.name, {
    kernel_shape: shape.slice(2),
    strides,
    pads: [pad, pad, pad, pad],
  });
}

function folding(keras: KerasModel, convolution: string, norm: Layer): Convolution {
  const [height = 0, width = 0, inputs = 0, outputs = 0] = keras.shape(`${convolution}/kernel`);
  const of = (weight: string): Float32Array => keras.weight(`${norm.config.name}/${weight}`);
  return foldBatchNorm(
    keras.weight(`${convolution}/kernel`),
    [height, width, inputs, outputs],
    keras.weight(`${convolution}/bias`),
    {
      gamma: of('gamma'),
      beta: of('beta'),
      mean: of('moving_mean'),
      variance: of('moving_variance'),
      epsilon: normSchema.parse(norm.config).epsilon,
    },
  );
}
