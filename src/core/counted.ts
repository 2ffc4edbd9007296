/** `1 image`, `1200 images`. @param noun In the singular; its plural ends in s. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function countOfImages(count: number): string {
  return counted(count, 'image');
}

/** The same with thousands as the user's language groups them: `1,200 images`. */
export function countedInGroups(count: number, noun: string): string {
  return `${count.toLocaleString()} ${noun}${count === 1 ? '' : 's'}`;
}
