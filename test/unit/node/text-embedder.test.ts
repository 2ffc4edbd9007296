import { expect, it } from 'vitest';
import { LexiclipError } from '../../../src/core/errors.ts';
import type { InferenceProcess } from '../../../src/node/inference/process.ts';
import { ProcessTextEmbedder } from '../../../src/node/inference/text-embedder.ts';
import type { ModelChoice } from '../../../src/node/models/model-files.ts';
import { failureOf } from '../../fakes/failure-of.ts';

const text = { context: 3, input: 'input_ids', output: 'text_embeds' };
const task = { signal: new AbortController().signal, onProgress: () => undefined };
const files = {
  textSha256: 'digest of both',
  isTextPresent: () => Promise.resolve(true),
  text: () =>
    Promise.resolve({
      file: 'text.onnx',
      tokenizer: 'tokenizer.json',
      sha256: '',
      precision: 'fp32' as const,
    }),
};

/** An embedder whose process answers the methods so; and what it was asked. */
function embedder(
  answers: Readonly<Record<string, () => unknown>>,
  lowercase = false,
): [ProcessTextEmbedder, unknown[]] {
  const asked: unknown[] = [];
  const call = (method: string, params: object): Promise<unknown> => {
    asked.push({ method, ...params });
    return Promise.resolve().then(answers[method]);
  };
  const model = { label: 'M', text: { ...text, lowercase } } as unknown as ModelChoice;
  const process = { client: () => ({ call }) } as unknown as InferenceProcess;
  return [new ProcessTextEmbedder(model, files, process), asked];
}

const fails = (error: Error) => (): never => {
  throw error;
};

it('embeds texts one at a time, as the tokenizer of the model has them', async () => {
  const vector = Float32Array.of(1);
  const [texts, asked] = embedder({ tokens: () => [7, 8, 0], embedTexts: () => vector });
  expect(await texts.embed(['a', 'b'], task)).toEqual([vector, vector]);
  expect(asked).toMatchObject([
    { method: 'tokens', tokenizer: 'tokenizer.json', text: 'a', context: 3 },
    { method: 'embedTexts', modelPath: 'text.onnx', rows: [[7, 8, 0]] },
    { method: 'tokens', text: 'b' },
    { method: 'embedTexts' },
  ]);
});

it('makes texts lower case for a model that was trained on it', async () => {
  const [texts, asked] = embedder({ tokens: () => [7], embedTexts: () => Float32Array.of(1) }, true);
  await texts.embed(['A Cat'], task);
  expect(asked[0]).toMatchObject({ method: 'tokens', text: 'a cat' });
});

it('says which of the files cannot be used, and why', async () => {
  const [bad] = embedder({ tokens: fails(new Error('it is no tokenizer')) });
  const unusable = { kind: 'model-unusable', detail: 'it is no tokenizer' };
  expect(await failureOf(bad.embed(['a'], task))).toEqual({ ...unusable, path: 'tokenizer.json' });
  const [worse] = embedder({ tokens: () => [7], embedTexts: fails(new Error('it is no tokenizer')) });
  expect(await failureOf(worse.embed(['a'], task))).toEqual({ ...unusable, path: 'text.onnx' });
});

it('blames no file for the end of the process', async () => {
  const crash = { kind: 'inference-crashed', detail: 'SIGKILL' } as const;
  const [texts] = embedder({ tokens: fails(new LexiclipError(crash)) });
  expect(await failureOf(texts.embed(['a'], task))).toEqual(crash);
});
