import type { ScoredImages } from '../reports.ts';

/** Images that were found, in the order in which they are shown. */
export interface Hits {
  /** What they were found by. */
  readonly kind: 'search' | 'outliers' | 'duplicates' | 'subset';
  /** What was asked, for people. */
  readonly title: string;
  readonly ids: readonly string[];
  /** How well each fits, aligned with `ids`: a cosine, or what `kind` goes by; absent where the order says nothing. */
  readonly scores?: readonly number[] | undefined;
  /** What all images score, found or not; absent where not all were compared. */
  readonly all?: ScoredImages | undefined;
}
