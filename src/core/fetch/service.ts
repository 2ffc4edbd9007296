import type { Clock } from '../clock.ts';
import { refuseCutOff } from '../image-type.ts';
import { parseAnswer, refuseStatus } from './answers.ts';
import type { HttpAnswer, HttpGet } from './http-get.ts';
import type { RateLimit } from './rate-limit.ts';
import { RetryBudget, withRetries } from './retry.ts';
import type { RequestTask } from './source.ts';

/** A search was seen to hang for minutes (status 524); a person waits no longer than this. */
const SEARCH_LIMITS = { answerSeconds: 30, stallSeconds: 15, wholeSeconds: 60, limitBytes: 16 * 1024 * 1024 };
const IMAGE_LIMITS = { answerSeconds: 30, stallSeconds: 15, wholeSeconds: 120, limitBytes: 64 * 1024 * 1024 };

export interface ServiceOptions {
  /** Where the service is asked. */
  readonly endpoint: string;
  /** Whether the endpoint is in a private network: then its images may be, too. Asked once, with the first request. */
  readonly isPrivate: () => Promise<boolean>;
  readonly get: HttpGet;
  readonly clock: Clock;
  /** Shared by all that ask the same service. */
  readonly rateLimit: RateLimit;
  readonly decode: (bytes: Uint8Array) => string;
}

/** Throws where an answer has a meaning of its own to the service that is asked. */
export type RefuseAnswer = (answer: HttpAnswer, text: string, url: string) => void;

/** Asks a service on the web: in turn, again where that may help, and never for longer or more than the limits allow. */
export class Service {
  readonly #options: ServiceOptions;
  /** Of the whole run. */
  readonly #budget = new RetryBudget();
  #privateHosts: Promise<boolean> | undefined;

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  /**
   * What `read` makes of a JSON answer; where it rejects with something that passes, the service is asked again.
   * @throws LexiclipError what `HttpGet`, `refuse`, `refuseStatus`, `parseAnswer` and `read` throw.
   */
  json<T>(
    url: string,
    read: (body: unknown, url: string) => T,
    task: RequestTask,
    refuse: RefuseAnswer = () => undefined,
  ): Promise<T> {
    const { rateLimit, get, decode } = this.#options;
    return this.#withRetries(async () => {
      await rateLimit.turn(task);
      const answer = await get(
        url,
        { ...SEARCH_LIMITS, privateHosts: await this.#mayBePrivate() },
        task.signal,
      );
      const text = decode(answer.bytes);
      refuse(answer, text, url);
      refuseStatus(answer, url, text);
      return read(parseAnswer(text, url), url);
    }, task);
  }

  /** The bytes of an image. @throws LexiclipError what `HttpGet` and `refuseStatus` throw, `image-cut-off`. */
  image(location: string, task: RequestTask): Promise<Uint8Array> {
    return this.#withRetries(async () => {
      const limits = { ...IMAGE_LIMITS, privateHosts: await this.#mayBePrivate() };
      const answer = await this.#options.get(location, limits, task.signal);
      refuseStatus(answer, location, '');
      refuseCutOff(answer.bytes, location);
      return answer.bytes;
    }, task);
  }

  #withRetries<T>(attempt: () => Promise<T>, task: RequestTask): Promise<T> {
    return withRetries(attempt, { clock: this.#options.clock, budget: this.#budget }, task);
  }

  #mayBePrivate(): Promise<boolean> {
    return (this.#privateHosts ??= this.#options.isPrivate());
  }
}
