import type { Failure } from '../errors.ts';

/** What a user reads of each kind of failure. What a failure quotes is plain text by then. */
export type Sentences = {
  readonly [Kind in Failure['kind']]: (failure: Extract<Failure, { readonly kind: Kind }>) => string;
};
