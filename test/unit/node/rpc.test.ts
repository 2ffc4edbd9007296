import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RpcClient } from '../../../src/node/rpc/client.ts';
import { serve } from '../../../src/node/rpc/serve.ts';
import type { RpcReply, RpcRequest } from '../../../src/protocol/rpc.ts';

interface TestMethods {
  double: { params: number; result: number; event: string };
  wait: { params: null; result: null; event: never };
  fail: { params: null; result: null; event: never };
}

let channel: MessageChannel;
let client: RpcClient<TestMethods>;
let close: (reason: Error) => void;
let cancelled: Promise<void>;

beforeEach(() => {
  channel = new MessageChannel();
  let onCancel: () => void;
  cancelled = new Promise((resolve) => {
    onCancel = resolve;
  });
  const answer = serve<TestMethods>(
    {
      double: (value, { emit }) => {
        emit('working');
        return value * 2;
      },
      wait: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            onCancel();
            reject(signal.reason as Error);
          });
        }),
      fail: () => {
        throw new RangeError('no');
      },
    },
    (reply) => channel.port2.postMessage(reply),
  );
  channel.port2.on('message', (request: RpcRequest) => answer(request));
  client = new RpcClient<TestMethods>({
    post: (request) => channel.port1.postMessage(request),
    onReply: (listener) => channel.port1.on('message', (reply: RpcReply) => listener(reply)),
    onClose: (listener) => {
      close = listener;
    },
  });
});

afterEach(() => channel.port1.close());

const { signal } = new AbortController();

describe('RpcClient and serve', () => {
  it('answers, and tells events before', async () => {
    const events: string[] = [];
    expect(await client.call('double', 21, signal, (event) => events.push(event))).toBe(42);
    expect(events).toEqual(['working']);
  });

  it('brings an error over with its name', async () => {
    await expect(client.call('fail', null, signal)).rejects.toMatchObject({
      name: 'RangeError',
      message: 'no',
    });
  });

  it('cancels here at once, and tells the other side', async () => {
    const controller = new AbortController();
    const waiting = client.call('wait', null, controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await cancelled;
  });

  it('rejects what is under way, and what comes after, when the other side ends', async () => {
    const waiting = client.call('wait', null, signal);
    close(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(client.call('double', 1, signal)).rejects.toThrow('gone');
  });

  it('answers a method that it does not have', async () => {
    await expect(client.call('other' as 'fail', null, signal)).rejects.toThrow();
  });
});
