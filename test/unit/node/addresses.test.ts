import { expect, it } from 'vitest';
import { isPrivate } from '../../../src/node/addresses.ts';

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
  expect(await isPrivate(new URL(url), none)).toBe(true);
});

it.each(['https://lexica.art/', 'http://93.184.215.14/', 'http://172.32.0.1/', 'http://[2606:4700::1]/'])(
  '%s is public',
  async (url) => {
    expect(await isPrivate(new URL(url), none)).toBe(false);
  },
);

it('is decided by a name’s addresses, any of them', async () => {
  const both = (): Promise<{ address: string }[]> =>
    Promise.resolve([{ address: '93.184.215.14' }, { address: '10.0.0.1' }]);
  expect(await isPrivate(new URL('http://example.com/'), both)).toBe(true);
});
