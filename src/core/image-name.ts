/** What an image without a prompt is called: the last name of its path, where its id is one. */
export function imageName(id: string): string {
  return id.split(/[/\\]/).findLast((name) => name !== '') ?? id;
}
