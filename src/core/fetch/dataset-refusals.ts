import { LexiclipError } from '../errors.ts';
import { reasonIn } from './answers.ts';
import type { RefuseAnswer } from './service.ts';

/*
 * The dataset viewer answers `{"error": …}` with 404, 422, 500 and 501 for different reasons: no such dataset, bad
 * parameters, what is not computed yet, what it cannot compute (huggingface/dataset-viewer,
 * libs/libapi/src/libapi/exceptions.py). Only what its sentence says tells them apart: the code is in a header.
 */

/** What passes: `ResponseNotReadyError`, an index that is being loaded, a server that is busy. */
const PASSES = /\b(retry|later|not ready|loading|busy)\b/i;
/** That a dataset is missing, private or behind a form. */
const IS_MISSING = /does not exist|not accessible|gated|private|authenticat/i;

/** For rows: whatever is refused with a reason is said of the dataset. */
export function refuseDatasetAnswer(dataset: string): RefuseAnswer {
  return ({ status }, text) => {
    const detail = reasonIn(text);
    if (detail === undefined || ![400, 401, 403, 404, 422, 501].includes(status)) return;
    throw new LexiclipError({ kind: 'dataset-refused', dataset, detail });
  };
}

/** For `/search` and `/filter`, which need an index that not every dataset has. */
export function refuseSearchAnswer(dataset: string): RefuseAnswer {
  return (answer, text, url) => {
    const { status } = answer;
    const detail = reasonIn(text);
    if (detail === undefined || (status === 500 && PASSES.test(detail))) return;
    const isMissing = status === 401 || status === 403 || (status === 404 && IS_MISSING.test(detail));
    const isUnindexed = status === 501 || status === 404 || (status === 500 && /index|search/i.test(detail));
    if (!isMissing && isUnindexed) throw new LexiclipError({ kind: 'no-search-index', dataset, detail });
    refuseDatasetAnswer(dataset)(answer, text, url);
  };
}
