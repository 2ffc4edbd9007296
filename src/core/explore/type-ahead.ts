/**
 * The next line that begins with what was typed, after the last the first again; undefined where there is none. One letter
 * leads on from the line that has the focus, more letters stay on it as long as it begins with them.
 * @param at The line that has the focus.
 */
export function typedAhead(
  count: number,
  textOf: (line: number) => string,
  at: number,
  typed: string,
): number | undefined {
  const wanted = typed.toLocaleLowerCase();
  const first = wanted.length > 1 ? at : at + 1;
  for (let step = 0; step < count; step++) {
    const line = (first + step) % count;
    if (textOf(line).toLocaleLowerCase().startsWith(wanted)) return line;
  }
  return undefined;
}
