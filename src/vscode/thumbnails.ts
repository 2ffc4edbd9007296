import { lstat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { thumbnailPath } from '../core/collection/paths.ts';
import { imageName } from '../core/image-name.ts';
import { plainText } from '../core/plain-text.ts';
import type { FolderSession } from './sessions/folder-session.ts';

/** An image as a tooltip shows it. */
interface DescribedImage {
  readonly id: string;
  /** Empty where it has none. */
  readonly prompt: string;
}

/** The thumbnail of an image; undefined where there is none yet. */
export async function thumbnailOf(session: FolderSession, id: string): Promise<vscode.Uri | undefined> {
  const thumbnail = session.uri(thumbnailPath(id));
  const isThere = await lstat(thumbnail.fsPath).then(
    (found) => found.isFile(),
    () => false,
  );
  return isThere ? thumbnail : undefined;
}

/** What a tooltip shows of an image: the image, and below it its prompt, or without one its name. */
export async function imageTooltip(
  session: FolderSession,
  { id, prompt }: DescribedImage,
  longestPrompt: number,
): Promise<vscode.MarkdownString> {
  const thumbnail = await thumbnailOf(session, id);
  const shown = new vscode.MarkdownString();
  if (thumbnail !== undefined) shown.appendMarkdown(`![](${thumbnail.toString()})\n\n`);
  return shown.appendText(plainText(prompt === '' ? imageName(id) : prompt, longestPrompt));
}
