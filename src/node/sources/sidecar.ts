import * as z from 'zod';
import type { JsonObject } from '../../core/collection/json-value.ts';
import { parseJson } from '../../core/collection/json.ts';
import type { ContainedFile } from '../../core/collection/store.ts';
import { readContainedText } from '../collection/contained.ts';

const sidecarSchema = z.looseObject({}).catchall(z.json());

/** More than anyone writes about an image; a workflow of ComfyUI has some hundred kilobytes. */
const MOST_BYTES = 16 * 2 ** 20;

/** What stands beside an image under its name: `a.json` is taken as it is, `a.txt` is its prompt. */
export async function readSidecar({ folder, path }: ContainedFile): Promise<JsonObject> {
  const stem = path.replace(/\.[^.]+$/, '');
  const json = await readIfThere({ folder, path: `${stem}.json` });
  if (json !== undefined) {
    const parsed = sidecarSchema.safeParse(parseJson(json));
    if (parsed.success) return parsed.data;
  }
  const text = (await readIfThere({ folder, path: `${stem}.txt` }))?.trim() ?? '';
  return text === '' ? {} : { prompt: text };
}

/** A folder of images may be anyone's as well: no link is followed out of it. */
function readIfThere(file: ContainedFile): Promise<string | undefined> {
  return readContainedText(file, MOST_BYTES).catch(() => undefined);
}
