import { parentPort } from 'node:worker_threads';
import { parsers } from '../core/collection/parsed-files.ts';
import { LexiclipError } from '../core/errors.ts';
import { serve } from '../node/rpc/serve.ts';
import type { ParsingMethods } from '../protocol/parsing.ts';
import type { RpcRequest } from '../protocol/rpc.ts';

/* A thread that parses large files, so that the editor's stays free. */

const answer = serve<ParsingMethods>(
  {
    parse: ({ kind, path, bytes }): ParsingMethods['parse']['result'] => {
      try {
        return { parsed: parsers[kind](Buffer.from(bytes.buffer).toString('utf8'), path) };
      } catch (error) {
        if (error instanceof LexiclipError) return { failure: error.failure };
        throw error;
      }
    },
  },
  (reply) => parentPort?.postMessage(reply),
);
parentPort?.on('message', (request: RpcRequest) => {
  answer(request);
});
