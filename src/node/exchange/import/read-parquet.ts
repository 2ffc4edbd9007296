import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import type { ImportedTable } from '../../../core/exchange/import/imported-table.ts';
import { localNumber } from '../../../core/language.ts';
import type { LongTask } from '../../../core/signal.ts';
import type { ParquetMethods } from '../../../protocol/parquet.ts';
import { threadClient, ThreadEnded } from '../../rpc/thread.ts';
import { checkPlainFile, refuseFile } from './plain-file.ts';

const MOST_BYTES = 16 * 2 ** 30;
/** MiB that a thread may take beside its numbers: a forged file can ask for any number of values. */
const HEAP = 3072;

/**
 * Reads a Parquet file in a thread of its own, whose memory has a limit: the file may be anyone's.
 * @param entry Absolute path of the built `workers/parquet.js`.
 * @throws LexiclipError `bad-import`
 */
export async function readParquetFile(file: string, entry: string, task: LongTask): Promise<ImportedTable> {
  await checkPlainFile(file, MOST_BYTES);
  const worker = new Worker(entry, {
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: HEAP },
  });
  try {
    const read = await threadClient<ParquetMethods>(worker).call(
      'read',
      { file },
      task.signal,
      ({ done, total }) =>
        task.onProgress({
          stage: 'import',
          done,
          total,
          message: l10n.t('{0} of {1} rows', localNumber(done), localNumber(total)),
        }),
    );
    return 'refused' in read ? refuseFile(file, read.refused) : read;
  } catch (error) {
    if (!(error instanceof ThreadEnded)) throw error;
    return refuseFile(file, l10n.t('reading it takes more memory than there is for it'));
  } finally {
    await worker.terminate();
  }
}
