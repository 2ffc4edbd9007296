import * as l10n from '@vscode/l10n';
import type { SourceId } from '../node/sources/open-source.ts';

/** How the sources answered that were asked in this window: nothing is asked in order to find out. */
export class SourceHistory {
  readonly #last = new Map<SourceId, { readonly answered: boolean; readonly at: Date }>();

  note(source: SourceId, answered: boolean, at = new Date()): void {
    this.#last.set(source, { answered, at });
  }

  /** `answered at 10:42`, or undefined for a source that was not asked yet. */
  describe(source: SourceId): string | undefined {
    const last = this.#last.get(source);
    if (last === undefined) return undefined;
    const two = (number: number): string => String(number).padStart(2, '0');
    const time = `${two(last.at.getHours())}:${two(last.at.getMinutes())}`;
    return last.answered ? l10n.t('answered at {0}', time) : l10n.t('did not answer at {0}', time);
  }
}
