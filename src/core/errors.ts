import type { SkippedFiles } from './skipped.ts';

/**
 * What can go wrong, as data. The sentences a user reads are made in one place, `wording.ts` and its folder; code decides
 * by `kind` and never by a message.
 */
export type Failure =
  | { readonly kind: 'no-workspace' }
  | { readonly kind: 'no-concepts' }
  | { readonly kind: 'bad-argument'; readonly argument: string; readonly problem: string }
  | { readonly kind: 'nothing-found'; readonly concept: string; readonly source: string }
  | {
      readonly kind: 'no-images-in-folder';
      readonly folder: string;
      /** What is there and was left out. */
      readonly skipped: readonly SkippedFiles[];
    }
  | {
      readonly kind: 'nothing-fetched';
      readonly reasons: readonly { readonly reason: string }[];
      /** Whether the source could not be asked at all. */
      readonly unanswered?: boolean;
    }
  | { readonly kind: 'unknown-sample-concept'; readonly concept: string; readonly known: readonly string[] }
  | { readonly kind: 'unreachable'; readonly url: string; readonly detail: string }
  | { readonly kind: 'host-not-found'; readonly url: string }
  | {
      readonly kind: 'timed-out';
      readonly url: string;
      readonly waitedFor: WaitedFor;
      readonly seconds: number;
    }
  | { readonly kind: 'broken-off'; readonly url: string; readonly detail: string }
  | { readonly kind: 'tls-failed'; readonly url: string; readonly detail: string }
  | { readonly kind: 'proxy-refused'; readonly url: string; readonly detail: string }
  | {
      readonly kind: 'redirect-refused';
      readonly url: string;
      readonly to: string;
      readonly problem: RedirectProblem;
    }
  | { readonly kind: 'private-address'; readonly url: string }
  | {
      readonly kind: 'http-status';
      readonly url: string;
      readonly status: number;
      readonly retryAfterSeconds?: number | undefined;
      /** The service's own reason. */
      readonly detail?: string;
    }
  | { readonly kind: 'challenge-page'; readonly url: string }
  | { readonly kind: 'not-json'; readonly url: string }
  | {
      readonly kind: 'no-images-key';
      readonly url: string;
      /** The key that the answer lacks. */
      readonly key: string;
      /** The setting that names the service's address. */
      readonly setting: string;
    }
  | { readonly kind: 'no-search-index'; readonly dataset: string; readonly detail: string }
  | { readonly kind: 'dataset-refused'; readonly dataset: string; readonly detail: string }
  | { readonly kind: 'too-large'; readonly url: string; readonly limitBytes: number }
  | { readonly kind: 'bad-list'; readonly path: string; readonly detail: string }
  /** A file of vectors or of a map that was made elsewhere. */
  | { readonly kind: 'bad-import'; readonly path: string; readonly detail: string }
  | { readonly kind: 'not-an-image'; readonly subject: string; readonly detail: string }
  | { readonly kind: 'name-taken'; readonly name: string; readonly by: string }
  | { readonly kind: 'image-cut-off'; readonly subject: string }
  | {
      readonly kind: 'unreadable-image';
      readonly subject: string;
      readonly detail: string;
      /** Of a copy in the collection: where it is. */
      readonly copy?: string | undefined;
    }
  | { readonly kind: 'no-images' }
  | { readonly kind: 'no-vectors' }
  | { readonly kind: 'unknown-model'; readonly model: string; readonly known: readonly string[] }
  | { readonly kind: 'model-declined'; readonly model: string; readonly bytes: number }
  | { readonly kind: 'download-declined'; readonly what: string; readonly bytes: number }
  | { readonly kind: 'model-unreachable'; readonly url: string; readonly detail: string }
  | { readonly kind: 'model-corrupt'; readonly path: string; readonly detail: string }
  | { readonly kind: 'model-mismatch'; readonly path: string; readonly detail: string }
  | { readonly kind: 'model-unusable'; readonly path: string; readonly detail: string }
  /** `found`: the version of a driver that is too old for CUDA; undefined where there is none. */
  | { readonly kind: 'no-nvidia-driver'; readonly found: string | undefined; readonly oldest: number }
  | { readonly kind: 'cuda-unreachable'; readonly url: string; readonly detail: string }
  | { readonly kind: 'cuda-corrupt'; readonly path: string; readonly detail: string }
  /** A server embeds: there is nothing to measure on this machine. */
  | { readonly kind: 'embedded-elsewhere'; readonly endpoint: string }
  | { readonly kind: 'no-text-side'; readonly model: string }
  | {
      readonly kind: 'bad-query';
      readonly query: string;
      readonly problem: string;
      /** Where in the query: the index of the first character, and that behind the last. */
      readonly from?: number;
      readonly to?: number;
    }
  | { readonly kind: 'endpoint-unusable'; readonly url: string; readonly detail: string }
  | { readonly kind: 'device-failed'; readonly device: string; readonly detail: string }
  | { readonly kind: 'device-unavailable'; readonly device: string; readonly detail: string }
  | { readonly kind: 'inference-crashed'; readonly detail: string }
  | { readonly kind: 'projection-failed'; readonly method: string; readonly detail: string }
  | { readonly kind: 'clustering-failed'; readonly detail: string }
  /** The files could not be moved to the trash. */
  | { readonly kind: 'no-trash'; readonly detail: string }
  | { readonly kind: 'no-maps' }
  | { readonly kind: 'no-clusters' }
  /** A command that acts on selected images was called without any. */
  | { readonly kind: 'nothing-selected' }
  /** So many images cannot be compared, but from `least` to `most`. */
  | { readonly kind: 'not-comparable'; readonly count: number; readonly least: number; readonly most: number }
  | { readonly kind: 'one-map-only' }
  /** The folder has another run going on. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'no-such-cluster'; readonly cluster: string }
  | { readonly kind: 'no-problems' }
  | { readonly kind: 'nothing-missing' }
  /** An image could not be put on the clipboard. */
  | { readonly kind: 'not-copied'; readonly image: string; readonly detail: string }
  /** No concept comes from a source that may have more. */
  | { readonly kind: 'nothing-fetchable' }
  | { readonly kind: 'nothing-outdated' }
  | { readonly kind: 'restricted-mode' }
  | { readonly kind: 'no-such-map'; readonly name: string }
  /** A map's file that is in no collection of the window. @param path Absolute. */
  | { readonly kind: 'map-elsewhere'; readonly path: string }
  /** A map's file as it was at another time. */
  | { readonly kind: 'earlier-map'; readonly path: string }
  /** There is no map's file in that version, or none that can be read. */
  | {
      readonly kind: 'no-earlier-map';
      readonly path: string;
      readonly version: string;
      readonly detail?: string;
    }
  | { readonly kind: 'no-git'; readonly detail: string }
  /** A map that was laid out elsewhere. */
  | { readonly kind: 'imported-map'; readonly name: string }
  | { readonly kind: 'not-measurable'; readonly method: string }
  | { readonly kind: 'outdated-map'; readonly name: string }
  | { readonly kind: 'disk-full'; readonly path: string }
  | { readonly kind: 'not-writable'; readonly path: string; readonly detail: string }
  | {
      readonly kind: 'newer-format';
      readonly path: string;
      readonly found: number;
      readonly supported: number;
    }
  | { readonly kind: 'corrupt-file'; readonly path: string; readonly detail: string }
  | { readonly kind: 'damaged-map'; readonly path: string; readonly name: string; readonly detail: string }
  | { readonly kind: 'damaged-cache'; readonly path: string; readonly detail: string }
  | { readonly kind: 'unknown-journal'; readonly path: string; readonly copy: string }
  | { readonly kind: 'set-aside'; readonly path: string; readonly copy: string }
  | { readonly kind: 'not-readable'; readonly path: string; readonly detail: string }
  | { readonly kind: 'not-a-plain-file'; readonly path: string; readonly found: FoundInstead }
  | {
      readonly kind: 'file-too-large';
      readonly path: string;
      readonly bytes: number;
      readonly limitBytes: number;
    }
  | { readonly kind: 'image-not-allowed'; readonly image: string }
  | { readonly kind: 'image-changed'; readonly subject: string; readonly copy?: string | undefined }
  | { readonly kind: 'image-missing'; readonly subject: string }
  | { readonly kind: 'not-collected'; readonly path: string }
  | { readonly kind: 'nothing-embedded'; readonly reasons: readonly { readonly reason: string }[] }
  | { readonly kind: 'no-such-concept'; readonly concept: string }
  | { readonly kind: 'no-such-images'; readonly ids: readonly string[] }
  | { readonly kind: 'nothing-to-undo' }
  | { readonly kind: 'nothing-to-redo' }
  | {
      readonly kind: 'changed-since';
      /** Of the change that is not undone; empty where one that was interrupted went on without the file. */
      readonly title: string;
      /** Some of the files. */
      readonly paths: readonly string[];
      readonly count: number;
    }
  | { readonly kind: 'lock-lost'; readonly path: string };

/** What stands where a file of the collection should be. */
export type FoundInstead = 'link' | 'folder' | 'file' | 'special';

/** Why a redirect is not followed: it leads to no address, elsewhere than the web, on and on, or drops what was sent. */
export type RedirectProblem = 'no-address' | 'not-of-the-web' | 'too-many' | 'without-body';

/** What a request was waiting for when its time was over: the connection, the headers, more of the body, or its end. */
export type WaitedFor = 'connection' | 'answer' | 'more' | 'end';

/** The one error type of the core. `failure` says what happened and to what. */
export class LexiclipError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.kind, options);
    this.name = 'LexiclipError';
    this.failure = failure;
  }
}

/** Whether `error` is of a kind. */
export function isAbout(error: unknown, kind: Failure['kind']): error is LexiclipError {
  return error instanceof LexiclipError && error.failure.kind === kind;
}

/**
 * Whether `error` is about one file of the collection, so that everything else goes on: the file is damaged, too
 * large, a link, or cannot be read.
 */
export function isAboutOneFile(error: unknown): error is LexiclipError {
  return error instanceof LexiclipError && ONE_FILE.includes(error.failure.kind);
}

/** The same of an image, which may also be where it may not be opened. */
export function isAboutOneImage(error: unknown): error is LexiclipError {
  return isAboutOneFile(error) || isAbout(error, 'image-not-allowed');
}

const ONE_FILE: readonly Failure['kind'][] = [
  'corrupt-file',
  'damaged-map',
  'damaged-cache',
  'not-readable',
  'not-a-plain-file',
  'file-too-large',
];

/** Whether `error` is the platform's sign of a cancelled operation (DOM standard, `AbortError`). */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
