import type { ConceptSnapshot } from '../../core/reports.ts';

/** A prompt's line in the tree: its start, on one line. */
export function promptLabel(prompt: string): string {
  const line = prompt.replace(/\s+/g, ' ').trim();
  if (line === '') return 'No prompt';
  return line.length > 80 ? `${line.slice(0, 79).trimEnd()}…` : line;
}

/** `10 images`, and what is missing of them. */
export function conceptDescription({ prompts, missing }: ConceptSnapshot): string {
  const images = prompts.length === 1 ? '1 image' : `${String(prompts.length)} images`;
  return missing.length === 0 ? images : `${images}, ${String(missing.length)} missing`;
}
