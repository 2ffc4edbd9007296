import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import type { IconSet } from './icon-sets.ts';
import { DRAWING_PIXELS, drawingsOf, readIconSets, type Drawing } from './records.ts';

/** Raise it when the drawings change for another reason than the icon sets' versions. */
const REVISION = 1;

const destination = path.resolve(import.meta.dirname, '../../media/sample');

/**
 * Makes the built-in sample collection: drawings of twelve concepts from open icon sets, rendered on white,
 * each with its author and licence. Does nothing where an up-to-date one stands.
 */
export async function buildSample(): Promise<void> {
  const sets = await readIconSets();
  const madeOf = [`revision ${REVISION}`, ...sets.map(({ id, version }) => `${id} ${version}`)];
  if ((await madeOfIn(destination)) === madeOf.join('\n')) return;

  const concepts = drawingsOf(sets);
  const temporary = `${destination}.part`;
  await rm(temporary, { recursive: true, force: true });
  for (const concept of concepts.keys()) await mkdir(path.join(temporary, concept), { recursive: true });
  const drawings = [...concepts.values()].flat();
  await Promise.all(drawings.map((drawing) => render(drawing, temporary)));
  const index = Object.fromEntries(
    [...concepts].map(([name, all]) => [name, all.map(({ record }) => record)]),
  );
  await writeFile(
    path.join(temporary, 'index.json'),
    `${JSON.stringify({ madeOf, concepts: index }, undefined, 1)}\n`,
  );
  await writeFile(path.join(temporary, 'ATTRIBUTION.md'), attribution(sets, drawings));
  await rm(destination, { recursive: true, force: true });
  await rename(temporary, destination);
}

async function madeOfIn(folder: string): Promise<string> {
  const text = await readFile(path.join(folder, 'index.json'), 'utf8').catch(() => '{}');
  const { madeOf } = JSON.parse(text) as { madeOf?: string[] };
  return madeOf?.join('\n') ?? '';
}

async function render({ record, svg }: Drawing, folder: string): Promise<void> {
  await sharp(Buffer.from(svg), { density: 300 })
    .resize({ width: DRAWING_PIXELS, height: DRAWING_PIXELS, fit: 'contain', background: '#ffffff' })
    .flatten({ background: '#ffffff' })
    .webp({ quality: 90 })
    .toFile(path.join(folder, ...record.src.split('/')));
}

function attribution(sets: readonly IconSet[], drawings: readonly Drawing[]): string {
  const rows = sets.map(({ info }) => {
    const count = drawings.filter(({ record }) => record.set === info.name).length;
    const author = `[${info.author.name}](${info.author.url})`;
    return `| ${info.name} | ${author} | [${info.license.title}](${info.license.url}) | ${count} |`;
  });
  return [
    '# Where the drawings come from',
    '',
    'Each drawing was rendered from the set’s SVG on white to WebP; nothing else was changed. The prompt file',
    'of each names its set, icon, author and licence.',
    '',
    '| set | author | licence | drawings |',
    '| --- | --- | --- | ---: |',
    ...rows,
    '',
  ].join('\n');
}

if (import.meta.filename === process.argv[1]) await buildSample();
