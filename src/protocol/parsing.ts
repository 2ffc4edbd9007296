import type { ParsedFiles } from '../core/collection/parsed-files.ts';
import type { Failure } from '../core/errors.ts';

/** What the parsing thread answers. */
export interface ParsingMethods {
  parse: {
    params: { readonly kind: keyof ParsedFiles; readonly path: string; readonly bytes: Uint8Array };
    result: { readonly parsed: ParsedFiles[keyof ParsedFiles] } | { readonly failure: Failure };
    event: never;
  };
}
