import type { HttpAnswer } from '../../../src/core/fetch/http-get.ts';
import { RateLimit } from '../../../src/core/fetch/rate-limit.ts';
import type { ServiceOptions } from '../../../src/core/fetch/service.ts';
import { FixedClock } from '../../fakes/fixed-clock.ts';

export interface Answering {
  readonly options: ServiceOptions;
  /** What was asked, in order. */
  readonly urls: string[];
  readonly clock: FixedClock;
}

type Answer = Partial<HttpAnswer> | object;

/** A service that answers one request after the other, the last one for ever; objects are JSON. */
export function answering(
  endpoint: string,
  answers: readonly Answer[] | ((url: string) => Answer),
): Answering {
  const urls: string[] = [];
  const clock = new FixedClock();
  const options: ServiceOptions = {
    endpoint,
    isPrivate: () => Promise.resolve(true),
    rateLimit: new RateLimit(1000, clock),
    clock,
    decode: (bytes) => new TextDecoder().decode(bytes),
    get: (url) => {
      urls.push(url);
      const at = Math.min(urls.length, answers.length) - 1;
      const answer = typeof answers === 'function' ? answers(url) : (answers[at] ?? {});
      const isWhole = 'bytes' in answer || 'status' in answer;
      return Promise.resolve({
        status: 200,
        contentType: '',
        retryAfterSeconds: undefined,
        bytes: isWhole ? new Uint8Array() : text(JSON.stringify(answer)),
        ...(isWhole ? answer : {}),
      });
    },
  };
  return { options, urls, clock };
}

export const text = (body: string): Uint8Array => new TextEncoder().encode(body);

/** A refusal with a reason in JSON, as services send it. */
export const refusal = (status: number, error: string): Partial<HttpAnswer> => ({
  status,
  contentType: 'application/json',
  bytes: text(JSON.stringify({ error })),
});

export const task = {
  signal: new AbortController().signal,
  onWait: (): void => undefined,
};
