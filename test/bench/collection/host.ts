import { rows, type RowTask } from './rows.ts';

/* A process that plays the extension host for one row, prints the measures as JSON and ends. */

async function main({ row, ...task }: RowTask & { readonly row: string }): Promise<void> {
  const work = rows[row];
  if (work === undefined) throw new RangeError(`there is no row ${row}`);
  const measures = await work(task);
  process.stdout.write(`${JSON.stringify(measures)}\n`, () => process.exit());
}

void main(JSON.parse(process.argv[2] ?? '') as Parameters<typeof main>[0]);
