import * as l10n from '@vscode/l10n';
import { isAbort, isAbout, LexiclipError } from '../core/errors.ts';
import { plainText } from '../core/plain-text.ts';
import { describeError } from '../core/wording.ts';
import type { SearchOutcome } from './explorer.ts';

/** Why a search found nothing, in words for the search box, where the query stands above. */
export function searchFailure(error: unknown): SearchOutcome {
  if (isAbort(error)) return { kind: 'failed', message: l10n.t('The search was cancelled.') };
  if (isAbout(error, 'restricted-mode'))
    return {
      kind: 'failed',
      message: l10n.t(
        'Searching by meaning runs a model, which Restricted Mode does not allow. Words in prompts and fields can be searched for.',
      ),
      way: 'trust',
    };
  const message = describeError(error);
  const { failure } = error instanceof LexiclipError ? error : {};
  if (failure?.kind === 'no-text-side') return { kind: 'failed', message, way: 'model' };
  if (failure?.kind !== 'bad-query' || failure.from === undefined) return { kind: 'failed', message };
  const { problem, from, to } = failure;
  const told = l10n.t('Character {0}: {1}. Enter selects it.', from + 1, plainText(problem));
  return { kind: 'failed', message: told, from, to };
}
