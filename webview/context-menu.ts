/**
 * Offers the editor's menu of an image on a part of the page (package.json, `webview/context`), in place of Cut, Copy and Paste.
 * @param imageAt The image at an event, by its id; undefined for none.
 */
export function offerImageMenu(
  part: HTMLElement,
  imageAt: (event: PointerEvent) => string | undefined,
): void {
  part.addEventListener(
    'contextmenu',
    (event) => {
      const image = imageAt(event);
      const section = image === undefined ? { webviewSection: 'map' } : { webviewSection: 'image', image };
      // VS Code reads it from the page when the event has gone through it.
      part.dataset['vscodeContext'] = JSON.stringify({ ...section, preventDefaultContextMenuItems: true });
    },
    { capture: true },
  );
}

/** Whether the menu was asked for by a key: there is no pointer then. */
export function isByKey({ pointerType }: PointerEvent): boolean {
  return pointerType === '';
}
