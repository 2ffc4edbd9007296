import * as l10n from '@vscode/l10n';
import { type Failure, isAbort, LexiclipError } from './errors.ts';
import { localNumber } from './language.ts';
import { plainText, plainTexts } from './plain-text.ts';
import { fileSentences } from './wording/files.ts';
import { imageSentences } from './wording/images.ts';
import { mapSentences } from './wording/maps.ts';
import { modelSentences } from './wording/models.ts';
import { networkSentences } from './wording/network.ts';
import { enumerated, firstOf } from './wording/quoting.ts';
import { requestSentences } from './wording/requests.ts';
import type { Sentences } from './wording/sentences.ts';

/**
 * What a user reads when something goes wrong: what happened, to what, and what to do. One or two sentences, in which
 * what they quote (ids, paths, answers of servers) is plain text.
 */
export function describeError(error: unknown): string {
  if (error instanceof LexiclipError) return describeFailure(plainTexts(error.failure));
  if (isAbort(error)) return l10n.t('Stopped. What was finished is kept; run it again to go on.');
  return plainText(error instanceof Error ? error.message : String(error));
}

const sentences: Sentences = {
  ...networkSentences,
  ...imageSentences,
  ...modelSentences,
  ...mapSentences,
  ...fileSentences,
  ...requestSentences,
};

function describeFailure(failure: Failure): string {
  // What stands under a kind takes failures of that kind.
  const describe = sentences[failure.kind] as (failure: Failure) => string;
  return describe(failure);
}

/** A concept, and how many of its images were wanted and are there. */
interface Sought {
  readonly name: string;
  readonly requested: number;
  readonly available: number;
}

/** That fewer images were found than wanted, and how more can be; undefined where there were enough, or none at all. */
export function describeShortfall({ name, requested, available }: Sought): string | undefined {
  if (available === 0 || available >= requested) return undefined;
  const concept = plainText(name);
  return available === 1
    ? l10n.t('Only 1 image of “{concept}” could be found. Other words find more: {concept} | …', { concept })
    : l10n.t('Only {count} images of “{concept}” could be found. Other words find more: {concept} | …', {
        count: localNumber(available),
        concept,
      });
}

/** That more images are there than were taken; undefined where all were. */
export function describeRest({ name, requested, available }: Sought): string | undefined {
  if (available <= requested) return undefined;
  const count = available - requested;
  const concept = plainText(name);
  return count === 1
    ? l10n.t('One more image is in “{concept}”: without a limit, all are taken.', { concept })
    : l10n.t('{count} more images are in “{concept}”: without a limit, all are taken.', {
        count: localNumber(count),
        concept,
      });
}

/** What a map had to do without (concepts that found nothing, images that could not be had): the first few, and why, each reason once. */
export function describeMissing(
  missing: readonly { readonly id: string; readonly reason: string }[],
): string {
  const ids = enumerated(missing.map(({ id }) => id));
  return `${l10n.t('Missing on the map: {0}.', ids)} ${firstOf(missing)}`;
}

/** What is downloaded where the cache has files of that name with other bytes. */
export function describeReplacement(label: string): string {
  return l10n.t('{0} again (what is in the cache differs from the published files)', label);
}
