import type { LookupAddress } from 'node:dns';
import { expect, it } from 'vitest';
import { isPrivate, isPublicAddress, publicLookup } from '../../../src/node/addresses.ts';

const none = (): Promise<never> => Promise.reject(new Error('ENOTFOUND'));

it.each([
  'http://localhost:8080/',
  'http://a.localhost/',
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0.0.0.0/',
  'http://10.9.8.7/',
  'http://169.254.169.254/latest/meta-data',
  'http://172.31.0.1/',
  'http://192.168.1.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
])('%s is private', async (url) => {
  expect(await isPrivate(url, none)).toBe(true);
});

it.each(['https://lexica.art/', 'http://93.184.215.14/', 'http://172.32.0.1/', 'http://[2606:4700::1]/'])(
  '%s is public',
  async (url) => {
    expect(await isPrivate(url, none)).toBe(false);
  },
);

it('is decided by a name’s addresses, any of them', async () => {
  const both = (): Promise<{ address: string }[]> =>
    Promise.resolve([{ address: '93.184.215.14' }, { address: '10.0.0.1' }]);
  expect(await isPrivate('http://example.com/', both)).toBe(true);
});

it.each([
  '0.0.0.0',
  '0.1.2.3',
  '10.9.8.7',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '192.0.0.8',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::10.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '::ffff:0:10.0.0.1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::8.8.8.8',
  '100::1',
  '2001::1',
  '2001:2::1',
  '2001:10::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:a00:1::1',
  '2002:7f00:1::',
  '3fff::1',
  '4000::1',
  '5f00::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  '2606:4700::1%eth0',
  'fec0::1',
  'ff02::1',
  'ff0e::1',
  'localhost',
  '127.1',
  '',
])('%s is no public address', (address) => expect(isPublicAddress(address)).toBe(false));

it.each([
  '8.8.8.8',
  '93.184.215.14',
  '172.32.0.1',
  '100.128.0.1',
  '192.0.1.1',
  '223.255.255.254',
  '::ffff:8.8.8.8',
  '::8.8.8.8',
  '::808:808',
  '64:ff9b::8.8.8.8',
  '2002:808:808::1',
  '2001:4860:4860::8888',
  '2606:4700::1',
])('%s is a public address', (address) => expect(isPublicAddress(address)).toBe(true));

it.each([
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://127.0.0.1./',
  'http://１２７.0.0.1/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://localhost./',
])('%s is private, however it is spelt', async (url) => {
  expect(await isPrivate(url, none)).toBe(true);
});

/** What a socket is told, asking for one address or for all. */
function ask(found: readonly LookupAddress[], all: boolean): Promise<unknown> {
  const lookup = publicLookup((_name, _options, callback) => callback(null, [...found]));
  return new Promise((resolve) => {
    lookup('example.com', { all }, (error, address) => resolve(error ?? address));
  });
}

it('a socket gets public addresses as they are, one or all', async () => {
  const found = [
    { address: '93.184.215.14', family: 4 },
    { address: '2606:4700::1', family: 6 },
  ];
  expect(await ask(found, true)).toEqual(found);
  expect(await ask(found, false)).toBe('93.184.215.14');
});

it('a socket gets none where one is private', async () => {
  const found = [
    { address: '93.184.215.14', family: 4 },
    { address: '127.0.0.1', family: 4 },
  ];
  for (const all of [true, false])
    expect(await ask(found, all)).toMatchObject({ name: 'PrivateAddressError' });
});
