import { beforeEach, describe, expect, it } from 'vitest';
import { StampedCache } from '../../../src/core/collection/stamped-cache.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

let store: MemoryStore;
let cache: StampedCache;
let reads: number;

beforeEach(async () => {
  store = new MemoryStore();
  cache = new StampedCache(store);
  reads = 0;
  await store.write('a', '1');
  await store.write('b', '1');
});

const both = (): Promise<string | undefined> =>
  cache.get('sum', ['a', 'b'], async () => {
    reads++;
    const [a, b] = await Promise.all([store.readText('a'), store.readText('b')]);
    return a === 'damaged' ? undefined : `${a ?? ''}${b ?? ''}`;
  });

describe('what was read of files', () => {
  it('is kept while all of them are as they were', async () => {
    expect([await both(), await both(), reads]).toEqual(['11', '11', 1]);
    await store.write('b', '2');
    expect([await both(), await both(), reads]).toEqual(['12', '12', 2]);
  });

  it('is read once for all who ask at the same time', async () => {
    expect(await Promise.all([both(), both(), both()])).toEqual(['11', '11', '11']);
    expect(reads).toBe(1);
  });

  it('is not kept where a file is not there, or where nothing can be used', async () => {
    await store.remove('b');
    expect([await both(), await both(), reads]).toEqual(['1', '1', 2]);
    await store.write('b', '1');
    await store.write('a', 'damaged');
    expect([await both(), await both(), reads]).toEqual([undefined, undefined, 4]);
  });

  it('is read again after a failure, and when it was forgotten', async () => {
    const fail = (): Promise<string> =>
      cache.get('x', ['a'], () => Promise.reject(new Error('no'))) as Promise<string>;
    await expect(fail()).rejects.toThrow('no');
    expect(await cache.get('x', ['a'], () => Promise.resolve('yes'))).toBe('yes');
    await both();
    cache.forget('sum');
    await both();
    expect(reads).toBe(2);
  });
});
