import { z } from 'zod';
import { LexiclipError } from '../../core/errors.ts';
import { systemClock } from '../clock.ts';
import { networkReason } from '../network-failure.ts';

/*
 * A client of the Open Inference Protocol, version 2, over HTTP with the extension for binary tensors
 * (github.com/kserve/open-inference-protocol, inference_rest.md and binary_data.md), which Triton, OpenVINO Model
 * Server, KServe and Seldon speak.
 */

const tensorSchema = z.object({ name: z.string(), datatype: z.string(), shape: z.array(z.number()) });
const metadataSchema = z.object({
  name: z.string(),
  versions: z.array(z.string()).default([]),
  inputs: z.array(tensorSchema),
  outputs: z.array(tensorSchema),
});
export type ServedModel = z.infer<typeof metadataSchema>;

const answerSchema = z.object({
  outputs: z.array(
    tensorSchema.extend({
      data: z.array(z.number()).optional(),
      parameters: z.object({ binary_data_size: z.number().optional() }).optional(),
    }),
  ),
});

/** The length of the JSON before the tensors' bytes, in both directions. */
const JSON_LENGTH = 'inference-header-content-length';

/** Pauses before a request is made again, in seconds. */
const PAUSES = [0.5, 2];
/** What passes: the server is busy, is starting, or is being replaced. */
const PASSING = [408, 429, 500, 502, 503, 504];

export class OpenInferenceClient {
  readonly #url: string;
  readonly #fetch: typeof globalThis.fetch;

  /** @param url Of the model: `<server>/v2/models/<name>`. */
  constructor(url: string, fetch: typeof globalThis.fetch) {
    this.#url = url;
    this.#fetch = fetch;
  }

  /** What the server says of the model. @throws LexiclipError `endpoint-unusable`. */
  async metadata(signal: AbortSignal): Promise<ServedModel> {
    const response = await this.#request('', { method: 'GET' }, signal);
    const parsed = metadataSchema.safeParse(await response.json().catch(() => undefined));
    if (!parsed.success) throw this.#unusable('its answer is not the metadata of a model');
    return parsed.data;
  }

  /**
   * Runs the model on one FP32 tensor; answers the wanted output, row-major, with its shape. A request that
   * fails for a reason that passes is made again.
   * @throws LexiclipError `endpoint-unusable`.
   */
  async infer(
    input: { readonly name: string; readonly shape: readonly number[]; readonly data: Float32Array },
    output: string,
    signal: AbortSignal,
  ): Promise<{ readonly shape: readonly number[]; readonly data: Float32Array }> {
    const { name, shape, data } = input;
    const head = Buffer.from(
      JSON.stringify({
        inputs: [{ name, shape, datatype: 'FP32', parameters: { binary_data_size: data.byteLength } }],
        outputs: [{ name: output, parameters: { binary_data: true } }],
      }),
    );
    // Tensors are little-endian, as every processor that Node runs on.
    const body = Buffer.concat([head, Buffer.from(data.buffer, data.byteOffset, data.byteLength)]);
    const headers = { 'content-type': 'application/octet-stream', [JSON_LENGTH]: String(head.length) };
    const response = await this.#request('/infer', { method: 'POST', headers, body }, signal);
    const bytes = Buffer.from(await response.arrayBuffer());
    return this.#output(bytes, Number(response.headers.get(JSON_LENGTH) ?? bytes.length), output);
  }

  #output(
    bytes: Buffer,
    jsonLength: number,
    wanted: string,
  ): { shape: readonly number[]; data: Float32Array } {
    let answer;
    try {
      answer = answerSchema.parse(JSON.parse(bytes.subarray(0, jsonLength).toString()));
    } catch {
      throw this.#unusable('its answer is not that of an inference');
    }
    let at = jsonLength;
    for (const { name, shape, datatype, data, parameters } of answer.outputs) {
      const size = parameters?.binary_data_size ?? 0;
      if (name === wanted && datatype === 'FP32') {
        if (data !== undefined) return { shape, data: Float32Array.from(data) };
        // A copy: the bytes may begin at a place that is no multiple of four.
        return { shape, data: new Float32Array(Uint8Array.from(bytes.subarray(at, at + size)).buffer) };
      }
      at += size;
    }
    throw this.#unusable(`its answer has no FP32 output “${wanted}”`);
  }

  async #request(path: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    for (const pause of [...PAUSES, undefined]) {
      let problem: string;
      try {
        const response = await this.#fetch(`${this.#url}${path}`, { ...init, signal });
        if (response.ok) return response;
        const told = (await response.text()).slice(0, 300).replace(/\s+/g, ' ').trim();
        problem = `status ${String(response.status)}${told === '' ? '' : `: ${told}`}`;
        if (!PASSING.includes(response.status)) throw this.#unusable(problem);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof LexiclipError) throw error;
        problem = networkReason(error);
      }
      if (pause === undefined) throw this.#unusable(problem);
      await systemClock.sleep(pause * 1000, signal);
    }
    throw new Error('unreachable: the last attempt returns or throws');
  }

  #unusable(detail: string): LexiclipError {
    return new LexiclipError({ kind: 'endpoint-unusable', url: this.#url, detail });
  }
}

/** The address of a model on a server: as it is given, or under the server's by the model's id. */
export function modelAddress(endpoint: string, modelId: string): string {
  const address = endpoint.replace(/\/+$/, '');
  return /\/v2\/models\/[^/]+/.test(address)
    ? address
    : `${address}/v2/models/${encodeURIComponent(modelId)}`;
}
