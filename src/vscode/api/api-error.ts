import { isAbort, LexiclipError, type Failure } from '../../core/errors.ts';
import { describeError } from '../../core/wording.ts';
import type { LexiclipApiError, LexiclipErrorCode } from './lexiclip-api.ts';

const codes: Partial<Record<Failure['kind'], LexiclipErrorCode>> = {
  'bad-argument': 'bad-argument',
  'newer-format': 'no-collection',
  'no-such-map': 'no-such-map',
  'no-such-images': 'no-such-image',
  'bad-query': 'bad-query',
  'restricted-mode': 'restricted-mode',
};

/** An error as other extensions get it: they cannot import our classes. */
export class ApiError extends Error implements LexiclipApiError {
  override readonly name = 'LexiclipApiError';
  readonly code: LexiclipErrorCode;

  constructor(code: LexiclipErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export function apiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const known = error instanceof LexiclipError ? codes[error.failure.kind] : undefined;
  return new ApiError(known ?? (isAbort(error) ? 'cancelled' : 'failed'), describeError(error));
}
