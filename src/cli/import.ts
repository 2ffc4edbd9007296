import { describeImport } from '../core/exchange/import/describe.ts';
import type { ImportKind } from '../core/exchange/import/imported-table.ts';
import { withLexiclip, withoutModel } from './compose.ts';
import type { StageOptions } from './options.ts';
import { tell, terminalTask } from './terminal.ts';

interface ImportOptions extends StageOptions {
  readonly kind?: ImportKind;
  readonly name?: string;
  readonly ids?: string;
}

/** Brings in vectors and maps that were computed elsewhere. */
export async function importFiles(path: string, options: ImportOptions, signal: AbortSignal): Promise<void> {
  const { kind, name, ids, json, workspace } = options;
  const imported = await withLexiclip(withoutModel(options), signal, (lexiclip) =>
    lexiclip.exchange.import({ path, kind, name, ids }, terminalTask(signal)),
  );
  if (json) process.stdout.write(`${JSON.stringify({ imported, workspace })}\n`);
  for (const report of imported) tell(describeImport(report));
}
