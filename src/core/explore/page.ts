import { spokenLanguage } from '../language.ts';
import { columnTypes, IMAGES_AT_ONCE, type CarriedImage, type CarriedColumn } from './carried.ts';
import type { ExplorerMap } from './map.ts';

/** The element of a page that holds the translations of what it says, as JSON. */
export const TRANSLATIONS = 'lexiclip-translations';

/** Where the editor's webview loads the page's parts from. */
export interface WebviewPageOptions {
  readonly scriptUri: string;
  readonly styleUri: string;
  /** `Webview.cspSource` */
  readonly cspSource: string;
  /** Unpredictable and new for each page. */
  readonly nonce: string;
  readonly title?: string;
}

/** The explorer's page for a VS Code webview: nothing is loaded but the extension's own files. */
export function webviewPage(options: WebviewPageOptions): string {
  const { scriptUri, styleUri, cspSource, nonce, title = 'Explorer' } = options;
  const policy = [
    `default-src 'none'`,
    `img-src ${cspSource} data: blob:`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ];
  return `<!DOCTYPE html>
<html lang="${escapeHtml(spokenLanguage().tag)}" data-host="editor">
<head>
${head(title, policy)}
<link rel="stylesheet" href="${escapeHtml(styleUri)}">
</head>
<body>
<main id="explorer"></main>
${translations()}<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(scriptUri)}"></script>
</body>
</html>
`;
}

/** What an exported page is made of. */
export interface StandalonePageOptions {
  readonly map: ExplorerMap;
  /** In the order of the map's rows. */
  readonly images: AsyncIterable<CarriedImage>;
  /** Data URIs, in the order of the map's sheets; null for one that cannot be read. */
  readonly sheets: AsyncIterable<string | null>;
  /** The text of `explorer.js`. */
  readonly script: string;
  /** The text of `explorer.css`. */
  readonly style: string;
  readonly title: string;
  /** `codicon.ttf`; without it, buttons have no icons. */
  readonly fontBase64?: string;
  readonly base64: (bytes: Uint8Array) => string;
}

/** One interactive HTML file that holds all it shows and asks no network for anything, piece by piece. */
export async function* standalonePage(options: StandalonePageOptions): AsyncIterable<string> {
  const { map, images, sheets, script, style, title, fontBase64, base64 } = options;
  // A file has no server that could make nonces. It needs none: what is inlined is ours or escaped data.
  const policy = [
    `default-src 'none'`,
    'img-src data:',
    'font-src data:',
    `style-src 'unsafe-inline'`,
    `script-src 'unsafe-inline'`,
  ];
  yield `<!DOCTYPE html>
<html lang="${escapeHtml(spokenLanguage().tag)}" data-host="standalone">
<head>
${head(`${title} · LexiCLIP`, policy)}
<style>${inlineStyle(style, fontBase64)}</style>
</head>
<body>
<main id="explorer"></main>
${translations()}`;
  let row = 0;
  for await (const image of images) {
    const opens = row % IMAGES_AT_ONCE === 0;
    const before = row === 0 ? '' : opens ? `]${DATA_END}` : ',';
    yield `${before}${opens ? `${dataStart(`lexiclip-images-${row / IMAGES_AT_ONCE}`)}[` : ''}${embedJson(image)}`;
    row++;
  }
  if (row > 0) yield `]${DATA_END}`;
  let sheet = 0;
  for await (const address of sheets)
    yield `${dataStart(`lexiclip-sheet-${sheet++}`)}${embedJson(address)}${DATA_END}`;
  yield dataStart('lexiclip-map');
  yield* embedInPieces(map, base64);
  yield DATA_END;
  yield `<script>${script.replaceAll(/<\/(?=script)/gi, '<\\/')}</script>
</body>
</html>
`;
}

function head(title: string, policy: readonly string[]): string {
  return `<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy.join('; '))}">
<title>${escapeHtml(title)}</title>`;
}

function inlineStyle(style: string, fontBase64: string | undefined): string {
  const font = fontBase64 === undefined ? 'data:,' : `data:font/ttf;base64,${fontBase64}`;
  return style
    .replaceAll(/url\([^)]*codicon\.ttf[^)]*\)/g, () => `url(${font})`)
    .replaceAll(/<\/(?=style)/gi, '<\\/');
}

/** What the page says, where that is not English. */
function translations(): string {
  const { translations } = spokenLanguage();
  if (Object.keys(translations).length === 0) return '';
  return `${dataStart(TRANSLATIONS)}${embedJson(translations)}${DATA_END}`;
}

function dataStart(id: string): string {
  return `<script type="application/json" id="${id}">`;
}

const DATA_END = '</script>\n';

const columnNames = Object.keys(columnTypes) as readonly CarriedColumn['column'][];

/** JSON that stays inside a script element: no tag or comment can begin in it, and no line ends in a string. */
function embedJson(value: unknown): string {
  const escapes: Record<string, string> = { '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' };
  const json = JSON.stringify(value);
  return json.replaceAll(/[<\u2028\u2029]/g, (character) => escapes[character] ?? character);
}

/** The same of a map, piece by piece: its lists and columns are long. `webview/carried.ts` restores the columns. */
function* embedInPieces(value: unknown, base64: (bytes: Uint8Array) => string): Iterable<string> {
  const column = columnNames.find((name) => value instanceof columnTypes[name]);
  if (column !== undefined) {
    const { buffer, byteOffset, byteLength } = value as Uint8Array;
    yield `{"column":"${column}","base64":"`;
    for (let at = 0; at < byteLength; at += MOST_BYTES)
      yield base64(new Uint8Array(buffer, byteOffset + at, Math.min(MOST_BYTES, byteLength - at)));
    yield '"}';
  } else if (Array.isArray(value) && typeof value[0] !== 'object') {
    yield '[';
    for (let at = 0; at < value.length; at += MOST_ITEMS)
      yield `${at === 0 ? '' : ','}${embedJson(value.slice(at, at + MOST_ITEMS)).slice(1, -1)}`;
    yield ']';
  } else if (Array.isArray(value)) {
    yield '[';
    for (const [at, item] of value.entries()) {
      if (at > 0) yield ',';
      yield* embedInPieces(item, base64);
    }
    yield ']';
  } else if (typeof value === 'object' && value !== null) {
    let before = '{';
    for (const [key, one] of Object.entries(value)) {
      if (one === undefined) continue;
      yield `${before}${embedJson(key)}:`;
      yield* embedInPieces(one, base64);
      before = ',';
    }
    yield before === '{' ? '{}' : '}';
  } else yield embedJson(value);
}

/** Items of a list that become one text. */
const MOST_ITEMS = 1000;
/** Bytes that become one: Base64 takes three at a time. */
const MOST_BYTES = 48_000;

function escapeHtml(text: string): string {
  const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? character);
}
