/** What happy-dom lacks: it draws nothing and lays nothing out. */

/** Takes whatever is drawn, and measures texts by their length. */
function blindContext(canvas: HTMLCanvasElement): object {
  const pixels = (width: number, height: number): ImageData => new ImageData(width, height);
  const known: Record<string, unknown> = {
    canvas,
    getTransform: () => new DOMMatrix(),
    measureText: (text: string) => ({ width: 7 * text.length }),
    getImageData: (_x: number, _y: number, width: number, height: number) => pixels(width, height),
    createImageData: pixels,
    createLinearGradient: () => ({ addColorStop: () => undefined }),
    createRadialGradient: () => ({ addColorStop: () => undefined }),
  };
  return new Proxy(known, {
    get: (target, name) => target[String(name)] ?? (() => undefined),
    set: (target, name, value) => Reflect.set(target, name, value),
  });
}

class Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;

  constructor(width: number, height: number) {
    [this.width, this.height] = [width, height];
    this.data = new Uint8ClampedArray(4 * width * height).fill(255);
  }
}

function makeOption(text: string, value: string): HTMLOptionElement {
  const option = document.createElement('option');
  option.textContent = text;
  option.value = value;
  return option;
}

/** Gives the page a canvas on which nothing is seen, and elements a size. */
export function drawBlindly(): void {
  const contexts = new WeakMap<HTMLCanvasElement, object>();
  // Called with `new`, which an arrow function would not allow.
  function Option(text: string, value: string): HTMLOptionElement {
    return makeOption(text, value);
  }
  Object.assign(globalThis, { ImageData: Pixels, Option });
  Object.assign(HTMLCanvasElement.prototype, {
    getContext(this: HTMLCanvasElement) {
      const context = contexts.get(this) ?? blindContext(this);
      contexts.set(this, context);
      return context;
    },
  });
  // What custom elements tell the browser of themselves.
  Object.assign(HTMLElement.prototype, { attachInternals: () => ({ setFormValue: () => undefined }) });
  const size = { get: () => 800, configurable: true };
  Object.defineProperties(HTMLElement.prototype, { clientWidth: size, clientHeight: size });
}
