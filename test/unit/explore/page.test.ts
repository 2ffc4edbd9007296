import { describe, expect, it } from 'vitest';
import { standalonePage, webviewPage } from '../../../src/core/explore/page.ts';

const map = { title: '', concepts: ['cat'], images: [], projections: [], leftOut: { nsfw: 0, grids: 0 } };

/** What the element with this opening tag holds. */
function contentOf(html: string, opening: string): string {
  const start = html.indexOf(opening) + opening.length;
  return html.slice(start, html.indexOf('</script>', start));
}

describe('the page in the editor', () => {
  const page = webviewPage({
    scriptUri: 'https://host/explorer.js?a=1&b=2',
    styleUri: 'https://host/explorer.css',
    cspSource: 'https://host',
    nonce: 'abc"><script>',
  });

  it('allows nothing but its own files', () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(policy).toContain('img-src https://host data:');
  });

  it('escapes what it is given', () => {
    expect(page).toContain('src="https://host/explorer.js?a=1&amp;b=2"');
    expect(page).not.toContain('abc"><script>');
  });
});

describe('the exported page', () => {
  const prompts = { a: '</script><script>alert(1)</script>', b: 'line\u2028end', c: '<!-- <script>' };
  const page = standalonePage({
    map,
    prompts,
    script: 'const tag = "</script>";',
    style: '@font-face{src:url("./codicon.ttf?x")} a{content:"</style>"}',
    title: '<Cats & dogs>',
    fontBase64: 'Zm9udA==',
  });

  it('carries its data whole, and lets none of it become markup', () => {
    const data = contentOf(page, '<script type="application/json" id="lexiclip-data">');
    expect(data).not.toMatch(/[<\u2028]/);
    expect(JSON.parse(data)).toEqual({ map, prompts });
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
  });

  it('asks no network for anything', () => {
    expect(page).toContain(`default-src 'none'`);
    expect(page).not.toMatch(/(src|href)="(?!data:)/);
    expect(page).toContain('url(data:font/ttf;base64,Zm9udA==)');
    expect(page).toContain('<title>&lt;Cats &amp; dogs&gt; · LexiCLIP</title>');
  });
});
