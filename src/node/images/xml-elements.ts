import { XMLParser } from 'fast-xml-parser';

/** An element of XML, its name and those of its attributes without prefixes. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly XmlElement[];
  /** What stands directly in it. */
  readonly text: string;
}

/** References are replaced here: no entity that a file declares is ever expanded. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: '#cdata',
  ignorePiTags: true,
});

/**
 * The elements at the top of a document.
 * @throws Error where it is not XML, or nested more deeply than any that a tool writes.
 */
export function parseXml(text: string): readonly XmlElement[] {
  return elementsOf(parser.parse(text));
}

function elementsOf(nodes: unknown): readonly XmlElement[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Readonly<Record<string, unknown>>) => {
    const name = Object.keys(node).find((key) => key !== ':@' && !key.startsWith('#'));
    if (name === undefined) return [];
    const attributes = Object.entries(node[':@'] ?? {}).map(
      ([key, value]) => [key, replaceReferences(String(value))] as const,
    );
    return [{ name, attributes, children: elementsOf(node[name]), text: textOf(node[name]) }];
  });
}

function textOf(nodes: unknown): string {
  if (!Array.isArray(nodes)) return '';
  return nodes
    .map((node: Readonly<Record<string, unknown>>) => {
      const text = node['#text'];
      return typeof text === 'string' ? replaceReferences(text) : cdataOf(node['#cdata']);
    })
    .join('');
}

function cdataOf(nodes: unknown): string {
  const [node] = Array.isArray(nodes) ? (nodes as readonly Readonly<Record<string, unknown>>[]) : [];
  return typeof node?.['#text'] === 'string' ? node['#text'] : '';
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The references that every XML has (XML 1.0, 4.1 and 4.6); others stay as they are. */
function replaceReferences(text: string): string {
  return text.replaceAll(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED.get(String(name)) ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
