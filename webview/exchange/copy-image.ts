import * as l10n from '@vscode/l10n';
import type { ExplorerMap } from '../../src/core/explore/map.ts';
import type { Host } from '../host.ts';
import { decodedPicture } from '../picture-address.ts';

/** For the page to get the focus back from the menu: without it, a browser keeps the clipboard to itself. */
const FOCUS_MS = 2000;

/** Puts an image itself on the clipboard, as PNG, which is what all programs take; says why where that cannot be. */
export async function copyImage(
  host: Pick<Host, 'picture' | 'post'>,
  map: ExplorerMap | undefined,
  id: string,
): Promise<void> {
  try {
    const row = map?.images.ids.indexOf(id) ?? -1;
    const bytes = map === undefined || row === -1 ? null : await host.picture(map, row);
    if (bytes === null) throw new Error(l10n.t('it cannot be shown here'));
    const png = await pngOf(bytes);
    await focused();
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    host.post({ type: 'copyFailed', id, detail: detail.slice(0, 1000) });
  }
}

async function pngOf(bytes: Uint8Array): Promise<Blob> {
  const image = await decodedPicture(bytes);
  try {
    const canvas = document.createElement('canvas');
    // A drawing may have no size of its own.
    canvas.width = image.naturalWidth || 1024;
    canvas.height = image.naturalHeight || 1024;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error(l10n.t('it is too large')));
        else resolve(blob);
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

function focused(): Promise<void> {
  if (document.hasFocus()) return Promise.resolve();
  window.focus();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, FOCUS_MS);
    window.addEventListener(
      'focus',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
