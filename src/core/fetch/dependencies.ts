import type { Collection } from '../collection/collection.ts';
import type { Clock, ImageSource, Logger, Sha256 } from '../ports.ts';

/** What fetching works with. */
export interface FetchDependencies {
  readonly collection: Collection;
  readonly source: ImageSource;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sha256: Sha256;
}
