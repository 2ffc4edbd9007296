import { LexiclipError, type Failure } from '../../src/core/errors.ts';

/** The failure that a promise rejects with; fails the test where it resolves or rejects with anything else. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.then(
    () => new Error('it resolved'),
    (reason: unknown) => reason,
  );
  if (error instanceof LexiclipError) return error.failure;
  throw error;
}
