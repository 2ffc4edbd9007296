import { parse as parseCsv } from 'csv-parse/sync';
import type { JsonObject } from '../../core/collection/json-value.ts';
import { isShallow } from '../../core/fetch/shallow.ts';
import { asObject } from '../../core/metadata/generation.ts';
import { parseObject } from '../../core/metadata/lenient-json.ts';

/** What a list of a folder's images says of each, by its path below that folder, or its name without the ending. */
export type Rows = ReadonlyMap<string, JsonObject>;

/**
 * The rows of a list beside images; of what has another form, none.
 * @param name The list's own, which tells its form.
 * @param folder The name of the list's folder, after which absolute paths of another machine are cut.
 */
export function parseRows(text: string, name: string, folder: string): Rows {
  switch (listForm(name)) {
    case 'lines':
      return namedRows(text.split('\n').map(parseObject));
    case 'table':
      return namedRows(tableRows(text));
    case 'object':
      return captionRows(parseObject(text) ?? {}, folder);
    case undefined:
      return new Map();
  }
}

/**
 * What a file's name says of it: `lines` is `metadata.jsonl`, `table` `metadata.csv` (Hugging Face Datasets, "Create an
 * image dataset": ImageFolder), `object` the `meta_cap.json` of kohya's sd-scripts, which anyone names as they like
 * (finetune/merge_captions_to_metadata.py).
 */
export function listForm(name: string): 'lines' | 'table' | 'object' | undefined {
  if (name === 'metadata.jsonl') return 'lines';
  if (name === 'metadata.csv') return 'table';
  return /^meta.*\.json$/i.test(name) ? 'object' : undefined;
}

/** Rows that name their image in `file_name`. */
function namedRows(all: readonly (JsonObject | undefined)[]): Rows {
  const rows = new Map<string, JsonObject>();
  for (const row of all) {
    const name = row?.['file_name'];
    if (row === undefined || typeof name !== 'string' || !isShallow(row)) continue;
    const said = Object.entries(row).filter(([key]) => key !== 'file_name');
    rows.set(withSlashes(name).replace(/^\.\//, ''), Object.fromEntries(said));
  }
  return rows;
}

function tableRows(text: string): readonly JsonObject[] {
  try {
    return parseCsv<JsonObject>(text, { columns: true, relax_column_count: true, skip_empty_lines: true });
  } catch {
    return [];
  }
}

/** One object with a caption or tags for each image, which its key names: by path, or without folder and ending. */
function captionRows(object: JsonObject, folder: string): Rows {
  const rows = new Map<string, JsonObject>();
  for (const [key, value] of Object.entries(object)) {
    const row = asObject(value);
    const caption = row?.['caption'] ?? row?.['tags'];
    if (row === undefined || typeof caption !== 'string' || !isShallow(row)) continue;
    rows.set(below(withSlashes(key), folder), { ...row, caption });
  }
  return rows;
}

/** The end of a path after a folder of that name; else its last name, which is all that can be known of it. */
function below(path: string, folder: string): string {
  const names = path.split('/');
  const at = names.lastIndexOf(folder, -2);
  return names.slice(at < 0 ? -1 : at + 1).join('/');
}

function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
