import path from 'node:path';
import { run, type Row } from './subject.ts';

interface Measures {
  readonly wallSeconds: number;
  readonly points: number;
  readonly trustworthiness: number;
  readonly continuity: number;
  readonly neighboursKept: number;
  readonly strips: number;
}

/** Our maps of recorded photographs, of which a group keeps to itself; nothing where `LEXICLIP_TEST_DATA` names none. */
export async function benchPhotographs(scratch: string): Promise<readonly Row[]> {
  const recorded = process.env['LEXICLIP_TEST_DATA'] ?? '';
  if (recorded === '') {
    process.stderr.write(
      'photographs: skipped, LEXICLIP_TEST_DATA does not name a folder with recorded images\n',
    );
    return [];
  }
  const folder = path.join(recorded, 'data/photos12');
  const rows: Row[] = [];
  for (const method of ['umap', 'tsne']) {
    const task = { folder, method, workspace: path.join(scratch, `photographs-${method}`) };
    const { points, ...measures } = await run<Measures>('photographs', task);
    rows.push({ subject: `lexiclip-${method} of photographs`, n: points, ...measures });
  }
  return rows;
}
