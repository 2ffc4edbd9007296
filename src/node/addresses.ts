import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Addresses that no public service has (IANA, special-purpose address registries, RFC 6890). */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  PRIVATE.addSubnet(network, prefix, 'ipv6');
}

/** From a name to its addresses, as `dns.lookup` does with `all`. */
export type Lookup = (name: string) => Promise<readonly { address: string }[]>;

const systemLookup: Lookup = (name) => lookup(name, { all: true });

/**
 * Whether an address (http or https) leads to this machine or into a private network. A name that has no
 * address here is left to the request, which may go through a proxy that knows it.
 */
export async function isPrivate(url: URL, lookup: Lookup = systemLookup): Promise<boolean> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  if (/(^|\.)localhost\.?$/i.test(name)) return true;
  if (isIP(name) !== 0) return isPrivateAddress(name);
  const found = await lookup(name).catch(() => []);
  return found.some(({ address }) => isPrivateAddress(address));
}

function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return PRIVATE.check(mapped, 'ipv4');
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
