import type { ExplorerMap } from './map.ts';

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
    `img-src ${cspSource} data:`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ];
  return `<!DOCTYPE html>
<html lang="en" data-host="editor">
<head>
${head(title, policy)}
<link rel="stylesheet" href="${escapeHtml(styleUri)}">
</head>
<body>
<div id="explorer"></div>
<script nonce="${escapeHtml(nonce)}" src="${escapeHtml(scriptUri)}"></script>
</body>
</html>
`;
}

/** What an exported page carries. */
export interface StandalonePageOptions {
  /** Thumbnails are data URIs. */
  readonly map: ExplorerMap;
  /** The text of each image's prompt file, by image id. */
  readonly prompts: Readonly<Record<string, string>>;
  /** The text of `explorer.js`. */
  readonly script: string;
  /** The text of `explorer.css`. */
  readonly style: string;
  readonly title: string;
  /** `codicon.ttf`; without it, buttons have no icons. */
  readonly fontBase64?: string;
}

/** One interactive HTML file that holds all it shows and asks no network for anything. */
export function standalonePage(options: StandalonePageOptions): string {
  const { map, prompts, script, style, title, fontBase64 } = options;
  // A file has no server that could make nonces. It needs none: what is inlined is ours or escaped data.
  const policy = [
    `default-src 'none'`,
    'img-src data:',
    'font-src data:',
    `style-src 'unsafe-inline'`,
    `script-src 'unsafe-inline'`,
  ];
  return `<!DOCTYPE html>
<html lang="en" data-host="standalone">
<head>
${head(`${title} · LexiCLIP`, policy)}
<style>${inlineStyle(style, fontBase64)}</style>
</head>
<body>
<div id="explorer"></div>
<script type="application/json" id="lexiclip-data">${embedJson({ map, prompts })}</script>
<script>${script.replaceAll(/<\/(?=script)/gi, '<\\/')}</script>
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

/** JSON that stays inside a script element: no tag or comment can begin in it, and no line ends in a string. */
function embedJson(value: unknown): string {
  const escapes: Record<string, string> = { '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' };
  return JSON.stringify(value).replaceAll(/[<\u2028\u2029]/g, (character) => escapes[character] ?? character);
}

function escapeHtml(text: string): string {
  const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? character);
}
