import type { Point } from '../src/core/explore/viewport.ts';
import { onKeys } from './keys/on-keys.ts';
import { menuKeys } from './keys/tables.ts';

interface MenuListener {
  /** The image under the pointer, by its id; undefined for none. */
  readonly imageAt: (event: MouseEvent) => string | undefined;
  /** The image that has the keyboard's focus, and where its menu opens, in pixels of the window. */
  readonly focused: () => { readonly id: string; readonly at: Point } | undefined;
}

/**
 * Offers the editor's menu of an image on a part of the page (package.json, `webview/context`), in place of Cut, Copy and Paste:
 * by the right button, by the menu key, and by Shift+F10.
 */
export function offerImageMenu(part: HTMLElement, { imageAt, focused }: MenuListener): void {
  part.addEventListener(
    'contextmenu',
    (event) => {
      const image = event.isTrusted ? imageAt(event) : focused()?.id;
      const section = image === undefined ? { webviewSection: 'map' } : { webviewSection: 'image', image };
      // VS Code reads it from the page when the event has gone through it.
      part.dataset['vscodeContext'] = JSON.stringify({ ...section, preventDefaultContextMenuItems: true });
    },
    { capture: true },
  );
  onKeys(part, menuKeys, {
    menu: () => {
      const at = focused()?.at;
      if (at === undefined) return false;
      const place = { clientX: at.x, clientY: at.y };
      return part.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...place }));
    },
  });
}
