import { beforeAll, describe, expect, it } from 'vitest';
import { IMAGES_AT_ONCE, type CarriedColumn, type CarriedImage } from '../../../src/core/explore/carried.ts';
import type { ExplorerMap } from '../../../src/core/explore/map.ts';
import { standalonePage, webviewPage } from '../../../src/core/explore/page.ts';

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
  const map: ExplorerMap = {
    title: '',
    concepts: ['cat'],
    leftOut: { nsfw: 0, grids: 0 },
    thumbnails: '',
    clusters: [],
    sheets: '',
    projections: [],
    images: {
      ids: ['a'],
      concepts: Uint32Array.of(70_000),
      flags: Uint8Array.of(1),
      thumbnailNames: [],
      fields: [],
    },
  };
  const hostile = ['</script><script>alert(1)</script>', 'line\u2028end', '<!-- <script>'];
  const images = Array.from({ length: IMAGES_AT_ONCE + 3 }, (_, row) => {
    const prompt = hostile[row % hostile.length] ?? '';
    return {
      prompt,
      file: `{"prompt": "${prompt}"}`,
      thumbnail: row === 1 ? 'data:image/webp;base64,AAAA' : null,
      nearest: [],
    };
  });
  let page = '';

  beforeAll(async () => {
    async function* given(): AsyncIterable<CarriedImage> {
      for (const image of images) yield await Promise.resolve(image);
    }
    async function* sheets(): AsyncIterable<string | null> {
      yield await Promise.resolve('data:image/webp;base64,BBBB');
      yield null;
    }
    const pieces = standalonePage({
      map,
      images: given(),
      sheets: sheets(),
      script: 'const tag = "</script>";',
      style: '@font-face{src:url("./codicon.ttf?x")} a{content:"</style>"}',
      title: '<Cats & dogs>',
      fontBase64: 'Zm9udA==',
      base64: (bytes) => Buffer.from(bytes).toString('base64'),
    });
    for await (const piece of pieces) page += piece;
  });

  const dataIn = (id: string): string => {
    const data = contentOf(page, `<script type="application/json" id="${id}">`);
    expect(data).not.toMatch(/[<\u2028]/);
    return data;
  };

  it('carries its data whole, in parts, and lets none of it become markup', () => {
    const parts = ['lexiclip-images-0', 'lexiclip-images-1'].map((id) => JSON.parse(dataIn(id)) as unknown[]);
    expect(parts.flat()).toEqual(images);
    expect(parts[0]).toHaveLength(IMAGES_AT_ONCE);
    const sheets = [0, 1].map((at) => JSON.parse(dataIn(`lexiclip-sheet-${at}`)) as unknown);
    expect(sheets).toEqual(['data:image/webp;base64,BBBB', null]);
    expect(page.match(/<\/script>/g)).toHaveLength(6);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
  });

  it('carries columns of numbers as they are in memory', () => {
    const { images: columns } = JSON.parse(dataIn('lexiclip-map')) as {
      images: Record<string, CarriedColumn>;
    };
    expect(columns['concepts']).toEqual({
      column: 'Uint32Array',
      base64: Buffer.from(Uint32Array.of(70_000).buffer).toString('base64'),
    });
    expect(columns['flags']?.column).toBe('Uint8Array');
  });

  it('asks no network for anything', () => {
    expect(page).toContain(`default-src 'none'`);
    expect(page).not.toMatch(/(src|href)="(?!data:)/);
    expect(page).toContain('url(data:font/ttf;base64,Zm9udA==)');
    expect(page).toContain('<title>&lt;Cats &amp; dogs&gt; · LexiCLIP</title>');
  });
});
