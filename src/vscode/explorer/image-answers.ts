import path from 'node:path';
import * as vscode from 'vscode';
import type { ComparedImage } from '../../core/compare/compared-image.ts';
import { readCompared } from '../../core/compare/stage.ts';
import { LexiclipError } from '../../core/errors.ts';
import { imageDetails, type ImageDetails } from '../../core/explore/details.ts';
import { imageExtension } from '../../core/image-type.ts';
import type { NearImage } from '../../core/neighbours/nearest-images.ts';
import type { FromPage, ImageAction, ToPage } from '../../protocol/explorer.ts';
import type { FolderSession } from '../sessions/folder-session.ts';
import { showDocument } from '../show-document.ts';

/** Larger images are shown by their thumbnails: a message with one would take longer than anyone waits. */
const MOST_BYTES = 32 * 2 ** 20;
/** What a browser decodes. */
const SHOWN = ['jpg', 'png', 'webp', 'gif', 'avif', 'bmp', 'svg'];

/** Characters: a card shows fewer, a screen reader is done with them after minutes. */
const LONGEST_PROMPT = 5000;

type Asked = Extract<
  FromPage,
  { type: 'openPrompt' | 'askPrompt' | 'askDetails' | 'askCompared' | 'askPicture' | 'act' }
>;

/** Answers what a page asks of one image. */
export class ImageAnswers {
  readonly #session: FolderSession;
  readonly #post: (message: ToPage) => Promise<void>;

  constructor(session: FolderSession, post: (message: ToPage) => Promise<void>) {
    [this.#session, this.#post] = [session, post];
  }

  async answer(message: Asked): Promise<void> {
    const [session, { id }] = [this.#session, message];
    switch (message.type) {
      case 'openPrompt': {
        const file = (await session.image(id))?.path;
        if (file !== undefined) await showDocument(session.uri(file), message.pin);
        break;
      }
      case 'askPrompt': {
        const { prompt = '' } = (await session.image(id)) ?? {};
        await this.#post({ type: 'prompt', id, prompt: prompt.slice(0, LONGEST_PROMPT) });
        break;
      }
      case 'askDetails':
        await this.#post({ type: 'details', id, details: await detailsOf(session, id, message.projection) });
        break;
      case 'askCompared':
        await this.#post({ type: 'compared', id, image: await comparedOf(session, id) });
        break;
      case 'askPicture':
        await this.#post({ type: 'picture', id, bytes: await pictureOf(session, id) });
        break;
      case 'act':
        await act(session, message.action, id);
        break;
    }
  }
}

/** What the page shows beside the map; null for an image that is not there. @param projection The map that it is on. */
async function detailsOf(
  session: FolderSession,
  id: string,
  projection: string,
): Promise<ImageDetails | null> {
  const view = await session.collection.index.recentView();
  const [image, file] = [view.image(id), await session.prompt(id)];
  if (image === undefined || file === undefined) return null;
  const concepts = image.concepts.flatMap((index) => view.concepts[index]?.name ?? []);
  return imageDetails(id, file, concepts, await nearestOf(session, id, projection));
}

/** What an image is compared by; null for an image that is not there. */
async function comparedOf({ collection }: FolderSession, id: string): Promise<ComparedImage | null> {
  return (await readCompared(collection, await collection.index.recentView(), id)) ?? null;
}

async function nearestOf(
  session: FolderSession,
  id: string,
  projection: string,
): Promise<readonly NearImage[]> {
  const lexiclip = session.open();
  try {
    return await lexiclip.nearest(id, projection);
  } catch {
    // Who searches for them is told why.
    return [];
  } finally {
    lexiclip.dispose();
  }
}

/** The image itself, as the page can show it; null where that cannot be. */
async function pictureOf(session: FolderSession, id: string): Promise<Uint8Array | null> {
  const image = (await session.image(id))?.image;
  if (image === undefined) return null;
  const bytes = await session.collection.store.readImage(image).catch(() => undefined);
  const isShown = bytes !== undefined && SHOWN.includes(imageExtension(bytes) ?? '');
  return isShown && bytes.length <= MOST_BYTES ? bytes : null;
}

/** Does with an image what a button of the page says. @throws LexiclipError where the image cannot be had. */
export async function act(session: FolderSession, action: ImageAction, id: string): Promise<void> {
  switch (action) {
    case 'copyPrompt':
      await vscode.env.clipboard.writeText((await session.image(id))?.prompt ?? '');
      break;
    case 'findSimilar':
      await vscode.commands.executeCommand('lexiclip.findSimilar', {
        folder: session.folder.uri.toString(),
        image: id,
      });
      break;
    case 'openImage':
      await vscode.commands.executeCommand('vscode.open', await placeOf(session, id), {
        viewColumn: vscode.ViewColumn.Beside,
        preview: true,
      });
      break;
    case 'revealFile':
      await vscode.commands.executeCommand('revealFileInOS', await placeOf(session, id));
      break;
  }
}

async function placeOf(session: FolderSession, id: string): Promise<vscode.Uri> {
  const image = (await session.image(id))?.image;
  const place = image === undefined ? undefined : await session.collection.store.locateImage(image);
  if (place === undefined) throw new LexiclipError({ kind: 'image-missing', subject: id });
  return vscode.Uri.file(path.join(place.folder, place.path));
}
