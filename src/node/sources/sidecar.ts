import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseJson } from '../../core/collection/json.ts';
import type { JsonObject } from '../../core/ports.ts';

const sidecarSchema = z.looseObject({}).catchall(z.json());

/** What stands beside an image under its name: `a.json` is taken as it is, `a.txt` is its prompt. */
export async function readSidecar(image: string): Promise<JsonObject> {
  const stem = image.replace(/\.[^.]+$/, '');
  const json = await readIfThere(`${stem}.json`);
  if (json !== undefined) {
    const parsed = sidecarSchema.safeParse(parseJson(json));
    if (parsed.success) return parsed.data;
  }
  const text = (await readIfThere(`${stem}.txt`))?.trim() ?? '';
  return text === '' ? {} : { prompt: text };
}

function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
