import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What the public IPv6 Internet is made of (RFC 4291, 2.4; IANA, ipv6-address-space). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * IPv6 addresses that lead to an IPv4 address, with the position of its first byte: IPv4-mapped and IPv4-compatible
 * (RFC 4291), SIIT (RFC 7915), NAT64 (RFC 6052), 6to4 (RFC 3056).
 */
const EMBEDDING = [
  [ipaddr.IPv6.parseCIDR('::ffff:0:0/96'), 12],
  [ipaddr.IPv6.parseCIDR('::/96'), 12],
  [ipaddr.IPv6.parseCIDR('::ffff:0:0:0/96'), 12],
  [ipaddr.IPv6.parseCIDR('64:ff9b::/96'), 12],
  [ipaddr.IPv6.parseCIDR('2002::/16'), 2],
] as const;

/** Whether an address is one of the public Internet: global unicast, and in no special-purpose range (RFC 6890). */
export function isPublicAddress(address: string): boolean {
  // An address with a zone belongs to one of this machine's networks (RFC 4007).
  if (isIP(address) === 0 || address.includes('%')) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  const bytes = parsed.toByteArray();
  for (const [range, at] of EMBEDDING)
    if (parsed.match(range)) return isPublicAddress(ipaddr.fromByteArray(bytes.slice(at, at + 4)).toString());
  return parsed.match(GLOBAL_UNICAST) && parsed.range() === 'unicast';
}

/** From a name to its addresses, as `dns.lookup` with `all`. */
export type Lookup = (name: string) => Promise<readonly { address: string }[]>;

const lookupHere: Lookup = (name) =>
  new Promise((resolve, reject) => {
    systemLookup(name, { all: true }, (error, addresses) => {
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });

/**
 * Whether a URL (http or https) leads to this machine or into a private network. A name that has no address here is
 * left to the request, which may go through a proxy that knows it; so is what is no URL.
 */
export async function isPrivate(address: string, lookup: Lookup = lookupHere): Promise<boolean> {
  if (!URL.canParse(address)) return false;
  // The URL parser has already turned odd spellings of IPv4 (127.1, 0x7f000001) into the usual one.
  const name = new URL(address).hostname.replace(/^\[|\]$/g, '');
  if (/(^|\.)localhost\.?$/i.test(name)) return true;
  if (isIP(name) !== 0) return !isPublicAddress(name);
  const found = await lookup(name).catch(() => []);
  return found.some(({ address }) => !isPublicAddress(address));
}

/** A name turned out to have a private address when it was to be connected to. */
export class PrivateAddressError extends Error {
  constructor(name: string) {
    super(`${name} has an address in a private network`);
    this.name = 'PrivateAddressError';
  }
}

/**
 * A `lookup` for sockets that knows no private addresses. The address that it checks is the one that is connected to:
 * a name server that answers `isPrivate` with a public address and the connection with another (DNS rebinding)
 * gains nothing.
 */
export function publicLookup(lookup: LookupFunction = systemLookup): LookupFunction {
  return (name, options, callback) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      const addresses = typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found;
      if (error !== null) callback(error, []);
      else if (addresses.some(({ address }) => !isPublicAddress(address)))
        callback(new PrivateAddressError(name), []);
      else if (options.all === true) callback(null, addresses);
      else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
    });
  };
}
