import * as l10n from '@vscode/l10n';
import { LexiclipError } from '../../core/errors.ts';
import { plainText } from '../../core/plain-text.ts';
import { isPrivate } from '../addresses.ts';
import { systemClock } from '../clock.ts';
import { bytesOf, exchange, type HttpRequest, type HttpResponse } from '../http.ts';
import { whyUnreachable } from '../network-failure.ts';
import type { Transport } from '../transport.ts';
import { readMetadata, readOutput, type ServedModel, type Tensor } from './inference-answers.ts';

/*
 * A client of the Open Inference Protocol, version 2, over HTTP with the extension for binary tensors
 * (github.com/kserve/open-inference-protocol, inference_rest.md and binary_data.md), which Triton, OpenVINO Model
 * Server, KServe and Seldon speak.
 */

/** The length of the JSON before the tensors' bytes, in both directions. */
const JSON_LENGTH = 'inference-header-content-length';

const METADATA_LIMITS = { answerSeconds: 30, stallSeconds: 15, wholeSeconds: 60, limitBytes: 1e6 };
/**
 * A server without a GPU may take minutes for a batch behind others: as long as undici waits for headers by itself
 * (docs/api/Client.md, `headersTimeout`). 64 MB are 16 vectors of the longest kind as JSON, several times over.
 */
const INFERENCE_LIMITS = { answerSeconds: 300, stallSeconds: 60, wholeSeconds: 600, limitBytes: 64e6 };
/** Of a refusal; what is shown of it is shorter. */
const MOST_BYTES_TOLD = 4096;

/** Pauses before a request is made again, in seconds. */
const PAUSES = [0.5, 2];
/** What passes: the server is busy, is starting, or is being replaced. */
const PASSING = [408, 429, 500, 502, 503, 504];

interface Reply {
  readonly bytes: Buffer<ArrayBuffer>;
  /** Of the JSON that they begin with. */
  readonly jsonLength: number;
}

export class OpenInferenceClient {
  readonly #url: string;
  readonly #transport: Transport;
  #private: Promise<boolean> | undefined;

  /** @param url Of the model: `<server>/v2/models/<name>`. */
  constructor(url: string, transport: Transport) {
    this.#url = url;
    this.#transport = transport;
  }

  /** What the server says of the model. @throws LexiclipError `endpoint-unusable`. */
  async metadata(signal: AbortSignal): Promise<ServedModel> {
    const { bytes } = await this.#request({ url: this.#url }, METADATA_LIMITS, signal);
    const model = readMetadata(bytes);
    if (model === undefined) throw this.#unusable(l10n.t('its answer is not the metadata of a model'));
    return model;
  }

  /**
   * Runs the model on one FP32 tensor; answers the wanted output, row-major, with its shape. A request that
   * fails for a reason that passes is made again.
   * @throws LexiclipError `endpoint-unusable`.
   */
  async infer(
    input: Tensor & { readonly name: string },
    output: string,
    signal: AbortSignal,
  ): Promise<Tensor> {
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
    const request = { url: `${this.#url}/infer`, method: 'POST', headers, body } as const;
    const { bytes, jsonLength } = await this.#request(request, INFERENCE_LIMITS, signal);
    const answer = readOutput(bytes, jsonLength, output);
    if (typeof answer === 'string') throw this.#unusable(answer);
    return answer;
  }

  async #request(request: HttpRequest, limits: typeof METADATA_LIMITS, signal: AbortSignal): Promise<Reply> {
    // What the user named may be in a private network; a public server may not send us into one.
    this.#private ??= isPrivate(this.#url);
    const privateHosts = await this.#private;
    for (const pause of [...PAUSES, undefined]) {
      let problem: string;
      try {
        const within = { ...limits, privateHosts };
        const reply = await exchange(this.#transport, request, within, signal, readReply);
        if ('bytes' in reply) return reply;
        problem = reply.problem;
        if (!PASSING.includes(reply.status)) throw this.#unusable(problem);
      } catch (error) {
        const reason = whyUnreachable(error);
        if (reason === undefined) throw error;
        problem = reason;
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

/** The whole of an answer; of a refusal, its status and how it begins. */
async function readReply(response: HttpResponse): Promise<Reply | { status: number; problem: string }> {
  const { status, header } = response;
  if (status >= 200 && status < 300) {
    const bytes = await bytesOf(response);
    return { bytes, jsonLength: Number(header(JSON_LENGTH) ?? bytes.length) };
  }
  const told = plainText(await beginningOf(response.body));
  return {
    status,
    problem: told === '' ? l10n.t('status {0}', status) : l10n.t('status {0}: {1}', status, told),
  };
}

async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  for await (const chunk of body) {
    text += decoder.decode(chunk.subarray(0, MOST_BYTES_TOLD), { stream: true });
    length += chunk.length;
    if (length >= MOST_BYTES_TOLD) break;
  }
  return text;
}

/** The address of a model on a server: as it is given, or under the server's by the model's id. */
export function modelAddress(endpoint: string, modelId: string): string {
  const address = endpoint.replace(/\/+$/, '');
  return /\/v2\/models\/[^/]+/.test(address)
    ? address
    : `${address}/v2/models/${encodeURIComponent(modelId)}`;
}
