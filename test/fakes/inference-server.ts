import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type * as Ort from 'onnxruntime-node';
import { loadOnnxruntime } from '../../src/workers/inference/load-onnxruntime.ts';

const ort = loadOnnxruntime();

/**
 * What the server does to a request for an inference instead of answering it as it should. `beside`: it answers when
 * another request is open as well.
 */
export type Fault = 'unavailable' | 'broken-off' | 'json' | 'noise' | 'refused' | 'hang' | 'beside';

export interface InferenceServer {
  /** Of the server, without a path. */
  readonly address: string;
  /** Images in each request for an inference, in the order in which they came. */
  readonly batches: number[];
  /** Most requests that were open at once. */
  readonly most: () => number;
  /** For the next requests, in the place of those that are left. */
  setFaults(faults: readonly (Fault | undefined)[]): void;
  close(): Promise<void>;
}

/**
 * A server of the Open Inference Protocol, version 2, on the loopback interface, with the extension for binary
 * tensors. It checks each request against the protocol's documents, and refuses with 400 what is not in them.
 * @param model Path of an ONNX image encoder.
 * @param faults For the first requests for an inference, in their order.
 */
export async function startInferenceServer(
  model: string,
  faults: readonly (Fault | undefined)[] = [],
): Promise<InferenceServer> {
  let left = [...faults];
  const session = await ort.InferenceSession.create(model, { logSeverityLevel: 3 });
  const batches: number[] = [];
  let [open, most] = [0, 0];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/v2/models/tiny-clip' && request.method === 'GET') {
      const tensor = (name: string, shape: number[]): object => ({ name, datatype: 'FP32', shape });
      const inputs = [tensor('pixel_values', [-1, 3, 224, 224])];
      const outputs = [tensor('image_embeds', [-1, 16])];
      json(response, 200, { name: 'tiny-clip', versions: ['1'], platform: 'onnx', inputs, outputs });
      return;
    }
    if (request.url !== '/v2/models/tiny-clip/infer' || request.method !== 'POST') {
      json(response, 404, { error: 'there is no such model' });
      return;
    }
    const fault = left.shift();
    const tensor = readRequest(await buffer(request), request.headers);
    if (typeof tensor === 'string') json(response, 400, { error: tensor });
    else if (fault === 'unavailable') json(response, 503, { error: 'the model is loading' });
    else if (fault === 'refused') json(response, 400, { error: 'no such precision' });
    else if (fault === 'broken-off') response.destroy();
    else if (fault !== 'hang') {
      if (fault === 'beside' && open < 2) await once(server, 'another');
      batches.push(tensor.dims[0] ?? 0);
      const { image_embeds: output } = await session.run({ pixel_values: tensor });
      const data = Float32Array.from(output?.data as Float32Array);
      if (fault === 'noise') data.forEach((_, at) => (data[at] = Math.sin(at * 12.9898)));
      writeAnswer(response, data, output?.dims ?? [], fault === 'json');
    }
  }

  const server = createServer((request, response) => {
    most = Math.max(most, ++open);
    if (open > 1) server.emit('another');
    response.on('close', () => open--);
    answer(request, response).catch((error: unknown) => json(response, 500, { error: String(error) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    batches,
    most: () => most,
    setFaults(next) {
      left = [...next];
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await session.release();
    },
  };
}

/** The tensor of a request, or what in it is against the protocol. */
function readRequest(body: Buffer, headers: IncomingMessage['headers']): Ort.Tensor | string {
  if (headers['content-type'] !== 'application/octet-stream') return 'binary tensors are octet streams';
  const length = Number(headers['inference-header-content-length']);
  if (!(length > 0 && length <= body.length)) return 'Inference-Header-Content-Length is missing or wrong';
  const { inputs, outputs } = JSON.parse(body.subarray(0, length).toString()) as {
    inputs: {
      name: string;
      shape: number[];
      datatype: string;
      parameters: { binary_data_size: number };
      data?: unknown;
    }[];
    outputs: { name: string; parameters: { binary_data: boolean } }[];
  };
  const [input] = inputs;
  if (input?.name !== 'pixel_values' || input.datatype !== 'FP32' || input.data !== undefined)
    return 'not the input';
  const bytes = body.subarray(length);
  const { binary_data_size: size } = input.parameters;
  const expected = input.shape.reduce((product, side) => product * side, 4);
  if (size !== bytes.length || size !== expected) return 'binary_data_size, shape and body differ';
  if (outputs[0]?.name !== 'image_embeds' || !outputs[0].parameters.binary_data)
    return 'not the output, as binary';
  return new ort.Tensor('float32', new Float32Array(Uint8Array.from(bytes).buffer), input.shape);
}

function writeAnswer(
  response: ServerResponse,
  data: Float32Array,
  shape: readonly number[],
  asJson: boolean,
): void {
  const output = { name: 'image_embeds', datatype: 'FP32', shape };
  if (asJson) {
    json(response, 200, { model_name: 'tiny-clip', outputs: [{ ...output, data: [...data] }] });
    return;
  }
  const parameters = { binary_data_size: data.byteLength };
  const head = Buffer.from(JSON.stringify({ model_name: 'tiny-clip', outputs: [{ ...output, parameters }] }));
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'inference-header-content-length': head.length,
  });
  response.end(Buffer.concat([head, Buffer.from(data.buffer)]));
}

function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
