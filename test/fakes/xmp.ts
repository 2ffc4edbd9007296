/** XMP with some content of its RDF (XMP part 1, 7). */
export function xmpOf(rdf: string): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">${bareRdf(rdf)}</x:xmpmeta><?xpacket end="w"?>`;
}

export function bareRdf(rdf: string): string {
  const names = [
    ['rdf', 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'],
    ['dc', 'http://purl.org/dc/elements/1.1/'],
    ['exif', 'http://ns.adobe.com/exif/1.0/'],
    ['xmp', 'http://ns.adobe.com/xap/1.0/'],
  ].map(([prefix, name]) => `xmlns:${prefix}="${name}"`);
  return `<rdf:RDF ${names.join(' ')}>${rdf}</rdf:RDF>`;
}

/** A description, a plain text. */
export function described(text: string): string {
  return xmpOf(
    `<rdf:Description rdf:about=""><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${text}</rdf:li></rdf:Alt></dc:description></rdf:Description>`,
  );
}
