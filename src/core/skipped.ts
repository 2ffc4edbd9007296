/** Why something in a folder of images was left out. */
export type SkipReason = keyof typeof SENTENCES;

/** What a source left out, by reason. */
export interface SkippedFiles {
  readonly reason: SkipReason;
  /** Files, or folders with all that is in them. */
  readonly count: number;
  /** The first few, as paths below the folder. */
  readonly examples: readonly string[];
}

const SENTENCES = {
  hidden: 'hidden',
  'system-folder': 'folders of the system',
  'resource-fork': 'left by macOS beside the images (._…)',
  'outside-folder': 'links that lead out of the folder, followed once the folder there is mapped, too',
  'broken-link': 'links to nothing',
  'link-cycle': 'links to a folder around them',
  'seen-already': 'links to images that are here already',
  'no-decoder': 'HEIC or JPEG XL, which cannot be decoded here',
  'other-format': 'of a format that is not read',
  'not-readable': 'without permission to be read',
} as const;

/** `Left out: 2 hidden (.cache, .git); 1 links to nothing (a.png).` */
export function describeSkipped(skipped: readonly SkippedFiles[]): string {
  const parts = skipped.map(({ reason, count, examples }) => {
    const more = count > examples.length ? ', …' : '';
    return `${count} ${SENTENCES[reason]} (${examples.join(', ')}${more})`;
  });
  return `Left out: ${parts.join('; ')}.`;
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
