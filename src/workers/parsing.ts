import { parentPort } from 'node:worker_threads';
import { parsers, type ParsedFiles } from '../core/collection/parsed-files.ts';
import { LexiclipError } from '../core/errors.ts';
import { serve } from '../node/rpc/serve.ts';
import type { ParsingMethods } from '../protocol/parsing.ts';
import type { RpcRequest } from '../protocol/rpc.ts';

/* A thread that parses large files, so that the editor's stays free. */

function parse<K extends keyof ParsedFiles>(kind: K, path: string, text: string): ParsedFiles[K] {
  return parsers[kind](text, path);
}

const answer = serve<ParsingMethods>(
  {
    parse: ({ kind, path, text }) => {
      try {
        return { parsed: parse(kind, path, text) };
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
