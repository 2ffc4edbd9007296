/* What tests name of a page's own world, inside functions that run there: Node's types have none of it. */
declare function getComputedStyle(element: unknown): { readonly backgroundColor: string };

interface HTMLImageElement {
  readonly complete: boolean;
  readonly naturalWidth: number;
}
