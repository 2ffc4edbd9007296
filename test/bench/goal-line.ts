/** A line of a summary: whether a goal is met, and the figure; without a figure, it was not measured. */
export function goalLine(figure: string | undefined, isMet: boolean, what: string): string {
  const verdict = figure === undefined ? 'not measured' : isMet ? 'met' : 'not met';
  return `${verdict.padEnd(14)}${what}${figure === undefined ? '' : `: ${figure}`}`;
}
