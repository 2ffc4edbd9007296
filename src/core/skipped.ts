import * as l10n from '@vscode/l10n';
import { localGroups, localList, localNumber } from './language.ts';

/** Why something in a folder of images was left out. */
export type SkipReason =
  | 'hidden'
  | 'system-folder'
  | 'resource-fork'
  | 'outside-folder'
  | 'broken-link'
  | 'link-cycle'
  | 'seen-already'
  | 'no-decoder'
  | 'other-format'
  | 'not-readable';

/** What a source left out, by reason. */
export interface SkippedFiles {
  readonly reason: SkipReason;
  /** Files, or folders with all that is in them. */
  readonly count: number;
  /** The first few, as paths below the folder. */
  readonly examples: readonly string[];
}

/** `Left out: 2 hidden (.cache, .git); 1 links to nothing (a.png).` */
export function describeSkipped(skipped: readonly SkippedFiles[]): string {
  const files = skipped.map(({ reason, count, examples }) => {
    const more = count > examples.length ? ['…'] : [];
    return describeReason(reason, localNumber(count), localList([...examples, ...more]));
  });
  return l10n.t('Left out: {0}.', localGroups(files));
}

function describeReason(reason: SkipReason, count: string, examples: string): string {
  switch (reason) {
    case 'hidden':
      return l10n.t('{count} hidden ({examples})', { count, examples });
    case 'system-folder':
      return l10n.t('{count} folders of the system ({examples})', { count, examples });
    case 'resource-fork':
      return l10n.t('{count} left by macOS beside the images (._…) ({examples})', { count, examples });
    case 'outside-folder':
      return l10n.t(
        '{count} links that lead out of the folder, followed once the folder there is mapped, too ({examples})',
        { count, examples },
      );
    case 'broken-link':
      return l10n.t('{count} links to nothing ({examples})', { count, examples });
    case 'link-cycle':
      return l10n.t('{count} links to a folder around them ({examples})', { count, examples });
    case 'seen-already':
      return l10n.t('{count} links to images that are here already ({examples})', { count, examples });
    case 'no-decoder':
      return l10n.t('{count} HEIC or JPEG XL, which cannot be decoded here ({examples})', {
        count,
        examples,
      });
    case 'other-format':
      return l10n.t('{count} of a format that is not read ({examples})', { count, examples });
    case 'not-readable':
      return l10n.t('{count} without permission to be read ({examples})', { count, examples });
  }
}

/** Examples that are told of each reason. */
const EXAMPLES = 3;

/** Counts what is left out. */
export class SkipCounter {
  readonly #byReason = new Map<SkipReason, { count: number; readonly examples: string[] }>();

  add(reason: SkipReason, path: string): void {
    const known = this.#byReason.get(reason) ?? { count: 0, examples: [] };
    known.count++;
    if (known.examples.length < EXAMPLES) known.examples.push(path);
    this.#byReason.set(reason, known);
  }

  all(): readonly SkippedFiles[] {
    return [...this.#byReason].map(([reason, { count, examples }]) => ({ reason, count, examples }));
  }
}
