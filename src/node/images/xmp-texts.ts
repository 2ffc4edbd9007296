import type { FoundText } from '../../core/metadata/found-text.ts';
import type { Budget } from './image-parts.ts';
import { decodeUnnamed } from './text-encoding.ts';
import { parseXml, type XmlElement } from './xml-elements.ts';

/** RDF's own attributes, which are no properties. */
const SYNTAX = new Set(['about', 'ID', 'nodeID', 'parseType', 'resource', 'datatype', 'lang', 'xmlns']);
const LISTS = new Set(['Alt', 'Bag', 'Seq']);

/**
 * XMP's properties (XMP part 1, 7): elements or attributes of any number of descriptions, each a text, a list, or a
 * structure, whose own properties count too.
 * @throws Error where it is not XML.
 */
export function readXmpTexts(xmp: Uint8Array, budget: Budget): readonly FoundText[] {
  if (!budget.take(xmp.length)) return [];
  return descriptionsIn(parseXml(decodeUnnamed(xmp, false)))
    .flatMap(propertiesOf)
    .flatMap(([name, value]) => (value.trim() === '' ? [] : [{ place: `xmp:${name}`, text: value.trim() }]));
}

/** The descriptions in a document: below `RDF`, which may be wrapped in `xmpmeta` or `xapmeta`. */
function descriptionsIn(elements: readonly XmlElement[]): readonly XmlElement[] {
  return elements.flatMap((element) =>
    element.name === 'Description' ? [element] : descriptionsIn(element.children),
  );
}

type Property = readonly [name: string, value: string];

function propertiesOf(structure: XmlElement): readonly Property[] {
  return [
    ...structure.attributes.filter(([name]) => !SYNTAX.has(name)),
    ...structure.children.flatMap(propertyOf),
  ];
}

function propertyOf(property: XmlElement): readonly Property[] {
  const { name, children, text } = property;
  const list = children.find((child) => LISTS.has(child.name));
  if (list !== undefined) return listed(name, list);
  const described = children.find((child) => child.name === 'Description') ?? property;
  const properties = propertiesOf(described);
  return properties.length === 0 ? [[name, text]] : within(name, properties);
}

/** A structure's properties, by paths; its `value` is that of the whole (XMP part 1, 7.8). */
function within(name: string, properties: readonly Property[]): readonly Property[] {
  return properties.map(([key, value]) => [key === 'value' ? name : `${name}/${key}`, value]);
}

/** Of alternatives the default one (XMP part 1, 8.2.2.4), of other lists all items; and what structures in it say. */
function listed(name: string, list: XmlElement): readonly Property[] {
  const items = list.children.filter((child) => child.name === 'li');
  const fallback = items.find(({ attributes }) =>
    attributes.some(([key, value]) => key === 'lang' && value === 'x-default'),
  );
  const chosen = list.name === 'Alt' ? [fallback ?? items[0]].flatMap((item) => item ?? []) : items;
  const texts = chosen.map(({ text }) => text.trim()).filter((text) => text !== '');
  return [[name, texts.join(', ')], ...within(name, items.flatMap(propertiesOf))];
}
