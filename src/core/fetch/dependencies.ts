import type { Clock } from '../clock.ts';
import type { Collection } from '../collection/collection.ts';
import type { Logger } from '../logger.ts';
import type { Sha256 } from '../sha256.ts';
import type { ImageSource } from './source.ts';

/** What fetching works with. */
export interface FetchDependencies {
  readonly collection: Collection;
  readonly source: ImageSource;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sha256: Sha256;
}
