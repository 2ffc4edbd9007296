/** An inline link or picture; a link's text may hold a picture. Targets of ours have no spaces and brackets. */
const LINK = /(!?)\[((?:[^[\]]|!\[[^\]]*\]\([^)]*\))*)\]\(([^()\s]+)\)/g;

/** A link or picture of a Markdown text. */
export interface MarkdownLink {
  readonly isPicture: boolean;
  readonly target: string;
}

/** All links and pictures. */
export function linksOf(markdown: string): readonly MarkdownLink[] {
  const found: MarkdownLink[] = [];
  rewriteLinks(markdown, (link) => {
    found.push(link);
    return link.target;
  });
  return found;
}

/**
 * Gives links and pictures other targets. Without one, a link becomes its text, and a picture goes.
 * @param targetOf The new target; undefined where there is none.
 */
export function rewriteLinks(markdown: string, targetOf: (link: MarkdownLink) => string | undefined): string {
  const rewrite = (text: string): string =>
    text.replace(LINK, (_, mark: string, label: string, target: string) => {
      const isPicture = mark === '!';
      const wanted = targetOf({ isPicture, target });
      const shown = isPicture ? label : rewrite(label);
      if (wanted !== undefined) return `${mark}[${shown}](${wanted})`;
      return isPicture ? '' : shown;
    });
  // Every other part is a block of code.
  const parts = markdown.split(/(^```[\s\S]*?^```$)/m);
  return parts.map((part, index) => (index % 2 === 0 ? rewrite(part) : part)).join('');
}

/** The anchors of a page's headings, as GitHub and VS Code's preview make them. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const headings = [...markdown.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) => heading.trim());
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-'),
    ),
  );
}
