import { describe, expect, it } from 'vitest';
import { isPlainPath, sizeLimit } from '../../../src/core/collection/file-rules.ts';

describe('a path in a collection', () => {
  it.each([
    'collection.json',
    '.gitignore',
    'concepts/sea-lion/concept.json',
    'cache/embeddings/clip-vit-base-patch32-int8.journal-0a1b.f32',
    'projections/my map.json',
    'concepts/éclair/a.json',
  ])('%j is plain', (path) => expect(isPlainPath(path)).toBe(true));

  it.each([
    '',
    '.',
    '..',
    '../x',
    'a/../../x',
    '/etc/passwd',
    'a//b',
    './a',
    '~/x/..',
    // Windows: drives, servers, devices, streams, short forms of the API.
    'C:x',
    'C:/x',
    '\\\\server\\share',
    '//server/share',
    '\\\\?\\C:\\x',
    '\\\\.\\pipe\\x',
    'a\\..\\b',
    'images/a.jpg:stream',
    'images/a.jpg::$DATA',
    'CON',
    'images/con.jpg',
    'images/LPT1',
    'images/com¹.png',
    'images/NUL .jpg',
    'images/a.jpg.',
    'images/a.jpg ',
    'a\0b',
    'a\nb',
    'a*',
    'x'.repeat(300),
    `${'x/'.repeat(600)}x`,
  ])('%j is none', (path) => expect(isPlainPath(path)).toBe(false));
});

it('each kind of file has a limit of its own', () => {
  expect(sizeLimit('images/a.png')).toBeGreaterThan(sizeLimit('concepts/cat/a.json'));
  expect(sizeLimit('cache/embeddings/m.npy')).toBeGreaterThan(sizeLimit('cache/embeddings/m.json'));
  expect(sizeLimit('anything')).toBe(16 * 2 ** 20);
});
