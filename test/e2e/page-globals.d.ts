/* What tests name of a page's own world, inside functions that run there: Node's types have none of it. */
declare function getComputedStyle(element: unknown): { readonly backgroundColor: string };
declare function requestAnimationFrame(callback: () => void): number;

interface HTMLImageElement {
  readonly complete: boolean;
  readonly naturalWidth: number;
}

interface HTMLInputElement {
  readonly value: string;
  readonly selectionStart: number | null;
  readonly selectionEnd: number | null;
}

declare class DataTransfer {
  readonly items: { add(file: File): void };
  setData(type: string, text: string): void;
}
declare class DragEvent extends Event {
  constructor(
    type: string,
    init: {
      readonly dataTransfer: DataTransfer;
      readonly bubbles: boolean;
      readonly cancelable?: boolean;
    },
  );
}
