import type { IncomingMessage, ServerResponse } from 'node:http';

/** What may be wrong with an answer; `mend` gives the answer that would have been right. */
type Misbehave = (response: ServerResponse, right: Answer, request: IncomingMessage) => void;

export interface Answer {
  readonly contentType: string;
  readonly body: Buffer;
}

/** One row for each way in which the service has failed, or could. */
const misbehaviours = {
  'rate-limited': (response) => {
    response.writeHead(429, { 'retry-after': '1' }).end('Too Many Requests');
  },
  // Without a word on how long to wait.
  'too-many-requests': (response) => {
    response.writeHead(429).end('{"error":"Too many requests"}');
  },
  overloaded: (response) => {
    response.writeHead(503, { 'retry-after': '1' }).end('{"error":"Server busy, please retry shortly."}');
  },
  'bad-request': (response) => {
    response
      .writeHead(400, { 'content-type': 'application/json' })
      .end('{"error":{"name":"ZodError","issues":[{"message":"Invalid option"}]}}');
  },
  'server-error': (response) => {
    response.writeHead(500).end('Internal Server Error');
  },
  'gateway-timeout': (response) => {
    response.writeHead(504).end('error code: 504');
  },
  'cloudflare-timeout': (response) => {
    response.writeHead(524).end('error code: 524');
  },
  moved: (response, _right, request) => {
    response.writeHead(308, { location: `${request.url ?? ''}&moved` }).end();
  },
  'moved-away': (response) => {
    response.writeHead(302, { location: 'http://no-longer-here.invalid/' }).end();
  },
  'moved-to-a-file': (response) => {
    response.writeHead(302, { location: 'file:///etc/passwd' }).end();
  },
  huge: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const flood = (): void => {
      while (response.write(' '.repeat(1 << 20)));
      response.once('drain', flood);
    };
    flood();
  },
  empty: (response, { contentType }) => {
    response.writeHead(200, { 'content-type': contentType }).end();
  },
  gone: (response) => {
    response.writeHead(404).end('Not Found');
  },
  'challenge-page': (response) => {
    response
      .writeHead(403, { 'content-type': 'text/html' })
      .end('<!DOCTYPE html><title>Just a moment...</title>');
  },
  'challenge-with-success': (response) => {
    response
      .writeHead(200, { 'content-type': 'text/html', 'cf-mitigated': 'challenge' })
      .end('<!DOCTYPE html><title>One more step</title>');
  },
  'front-page': (response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!DOCTYPE html><html><title>Lexica</title><div id="__next"></div></html>');
  },
  'not-json': (response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('upstream connect error');
  },
  'no-images-key': (response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"error":"unknown"}');
  },
  'html-for-image': (response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!DOCTYPE html><p>This image has moved.</p>');
  },
  'half-the-bytes': (response, { contentType, body }) => {
    response.writeHead(200, { 'content-type': contentType }).end(body.subarray(0, body.length / 2));
  },
  'broken-off': (response, { contentType, body }) => {
    response.writeHead(200, { 'content-type': contentType, 'content-length': body.length });
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  },
  reset: (_response, _right, request) => {
    request.socket.destroy();
  },
  hang: () => undefined,
} as const satisfies Record<string, Misbehave>;

export type FaultKind = keyof typeof misbehaviours;

/** A fault that is switched on. */
export interface Fault {
  readonly kind: FaultKind;
  readonly on: 'search' | 'image';
  /** Only for addresses that contain this. */
  readonly match?: string;
  /** How often it strikes before it is healed; for ever without. */
  times?: number;
  /** How large a share of the requests it strikes; all without. */
  readonly share?: number;
}

/** Lets the first fault that fits strike; answers whether one did. */
export function strike(
  faults: readonly Fault[],
  on: Fault['on'],
  request: IncomingMessage,
  response: ServerResponse,
  right: Answer,
): boolean {
  const fault = faults.find(
    ({ times = Infinity, match = '', share = 1, ...one }) =>
      one.on === on && times > 0 && (request.url ?? '').includes(match) && Math.random() < share,
  );
  if (fault === undefined) return false;
  if (fault.times !== undefined) fault.times--;
  const misbehave: Misbehave = misbehaviours[fault.kind];
  misbehave(response, right, request);
  return true;
}
