import { describe, expect, it } from 'vitest';
import { Budget } from '../../../../src/node/images/image-parts.ts';
import { readXmpTexts } from '../../../../src/node/images/xmp-texts.ts';
import { utf16 } from '../../../fakes/exif.ts';
import { bareRdf, described, xmpOf } from '../../../fakes/xmp.ts';

const read = (xmp: string | Buffer): Record<string, string> =>
  Object.fromEntries(readXmpTexts(Buffer.from(xmp), new Budget()).map(({ place, text }) => [place, text]));
const about = (content: string): string => `<rdf:Description rdf:about="">${content}</rdf:Description>`;
const alternatives =
  '<rdf:Alt><rdf:li xml:lang="de">ein Drachen</rdf:li><rdf:li xml:lang="x-default">a kite</rdf:li></rdf:Alt>';

describe('XMP', () => {
  it.each<[string, string | Buffer, Record<string, string>]>([
    [
      'the default of alternatives',
      xmpOf(about(`<dc:description>${alternatives}</dc:description>`)),
      { 'xmp:description': 'a kite' },
    ],
    [
      'the first where none is the default',
      xmpOf(about('<dc:title><rdf:Alt><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Alt></dc:title>')),
      { 'xmp:title': 'a' },
    ],
    [
      'several descriptions',
      xmpOf(
        about('<xmp:CreatorTool>a tool</xmp:CreatorTool>') + about('<dc:description>a kite</dc:description>'),
      ),
      { 'xmp:CreatorTool': 'a tool', 'xmp:description': 'a kite' },
    ],
    [
      'attributes',
      xmpOf('<rdf:Description rdf:about="x" dc:description="a &quot;kite&quot;"/>'),
      { 'xmp:description': 'a "kite"' },
    ],
    [
      'lists',
      xmpOf(about('<dc:subject><rdf:Bag><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Bag></dc:subject>')),
      { 'xmp:subject': 'a, b' },
    ],
    [
      'sequences',
      xmpOf(about('<dc:creator><rdf:Seq><rdf:li>a</rdf:li></rdf:Seq></dc:creator>')),
      { 'xmp:creator': 'a' },
    ],
    [
      'a comment',
      xmpOf(
        about(
          '<exif:UserComment><rdf:Alt><rdf:li xml:lang="x-default">{&quot;c&quot;:&#34;&#x5c71;&#10;&quot;}</rdf:li></rdf:Alt></exif:UserComment>',
        ),
      ),
      { 'xmp:UserComment': '{"c":"山\n"}' },
    ],
    [
      'character data as it stands',
      xmpOf(about('<exif:UserComment>{<![CDATA["a": "<b> &amp;"]]>}</exif:UserComment>')),
      { 'xmp:UserComment': '{"a": "<b> &amp;"}' },
    ],
    ['references once', described('&amp;lt; &unknown;'), { 'xmp:description': '&lt; &unknown;' }],
    [
      'structures by their paths',
      xmpOf(about('<xmp:a rdf:parseType="Resource"><xmp:b>c</xmp:b></xmp:a>')),
      { 'xmp:a/b': 'c' },
    ],
    [
      'a value with qualifiers',
      xmpOf(about('<xmp:a><rdf:Description><rdf:value>c</rdf:value></rdf:Description></xmp:a>')),
      { 'xmp:a': 'c' },
    ],
    ['RDF alone', bareRdf(about('<dc:description>a kite</dc:description>')), { 'xmp:description': 'a kite' }],
    ['xapmeta', described('a kite').replaceAll('xmpmeta', 'xapmeta'), { 'xmp:description': 'a kite' }],
    [
      'other prefixes',
      described('a kite').replaceAll('rdf:', 'r:').replaceAll('dc:', 'd:'),
      { 'xmp:description': 'a kite' },
    ],
    ['UTF-16, big-endian', utf16(described('山'), true), { 'xmp:description': '山' }],
    ['UTF-16, little-endian', utf16(described('山'), false), { 'xmp:description': '山' }],
    ['what stands in front of zeros', `${described('a kite')}\0\0\0`, { 'xmp:description': 'a kite' }],
    ['numbers and names as they are written', described('007'), { 'xmp:description': '007' }],
    ['nothing of an empty text', described(' '), {}],
    ['nothing of other XML', '<html><body>a kite</body></html>', {}],
    ['nothing of what is no XML', 'a kite', {}],
  ])('gives %s', (_, xmp, expected) => {
    expect(read(xmp)).toEqual(expected);
  });

  it('expands no entities that a file declares', () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>';
    expect(read(bomb + bareRdf(about('<dc:description>&b;</dc:description>')))).toEqual({
      'xmp:description': '&b;',
    });
  });

  it('is refused where it is nested more deeply than any tool nests it', () => {
    const deep = '<dc:a>'.repeat(100_000) + '</dc:a>'.repeat(100_000);
    expect(() => read(xmpOf(about(deep)))).toThrow('nested');
  });
});
