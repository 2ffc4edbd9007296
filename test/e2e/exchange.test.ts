import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import sharp from 'sharp';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { ProjectionFile } from '../../src/core/collection/schema.ts';
import { readVectors } from '../integration/vectors.ts';
import { offline, withSampleCollection } from './collection.ts';
import { Explorer } from './explorer.ts';
import { eachTestStartsAnew, openSession, type Session } from './fixtures.ts';
import { until } from './until.ts';

/* What is taken away, and what comes in that was made elsewhere: by the files that result. */
describe('export and import in a real VS Code', () => {
  const setup = inject('setup');
  let session: Session;
  let explorer: Explorer;

  beforeAll(async () => {
    if (setup.kind === 'unavailable') return;
    session = await withSampleCollection(['cat', 'dog', 'apple'], (workspaceFrom) =>
      openSession({ settings: offline, workspaceFrom }),
    );
    explorer = new Explorer(session.workbench);
    return async () => {
      await session.close();
    };
  });

  eachTestStartsAnew(() => session);

  it('picks a balanced subset, lit before it is selected, and exports it by mouse and by keyboard', async () => {
    const { workbench } = session;
    await explorer.open();
    await workbench.runCommand('Lexica: Pick Balanced Subset…');
    await workbench.answer(/^How many images/, '5');
    await workbench.pick('Which ones?', 'Farthest Points');
    const select = workbench.notifications.getByRole('button', { name: 'Select These 5' });
    await select.waitFor();
    await session.keepScreenshot('subset lit');
    await select.click();
    await explorer.find('.selection-bar').getByText('5 selected').waitFor();
    await session.keepScreenshot('subset selected');

    // By mouse: the button over the map.
    await explorer.find('.selection-bar [data-action="exportSelection"]').click();
    await workbench.pick('As what?', 'CSV');
    await workbench.answerFile('Export Images', file('five.csv'));
    const rows = parseCsv<Record<string, string>>(await written('five.csv'), { columns: true });
    expect(rows).toHaveLength(5);
    await workbench.idle();

    // By keyboard: the command, and what is typed.
    await workbench.runCommand('Lexica: Export Selection…');
    const question = workbench.question('As what?');
    await question.waitFor();
    await workbench.page.keyboard.type('Parquet');
    await workbench.page.keyboard.press('Enter');
    await workbench.answerFile('Export Images', file('five.parquet'));
    await written('five.parquet');
    const objects = await parquetReadObjects({
      file: await asyncBufferFromFile(file('five.parquet')),
      compressors,
    });
    const vectors = await readVectors(session.workspace, 'resnet50-imagenet');
    expect(objects.map((row) => String(row['id']))).toEqual(rows.map(({ id }) => id));
    for (const { id, vector } of objects)
      expect(Float32Array.from(vector as number[])).toEqual(vectors.get(String(id)));
    await workbench.idle();
    // VS Code shows three at a time.
    await workbench.dismissNotifications();

    await workbench.runCommand('Lexica: Export Selection…');
    await workbench.pick('As what?', 'Images with Captions');
    await workbench.answerFile('A New Folder for the Images', file('five'));
    await workbench.notifications.getByText(/^5 images, 5 of them with a caption/).waitFor();
    const names = await readdir(file('five'));
    expect(names.filter((name) => name.endsWith('.txt'))).toHaveLength(5);
    expect(names.filter((name) => name.endsWith('.webp'))).toHaveLength(5);
    expect(names).toContain('metadata.jsonl');
  });

  it('tells how large a page will be before it writes it', async () => {
    const { workbench } = session;
    await workbench.runCommand('Lexica: Export Page…');
    await workbench.pick('Of which images?', 'Selection');
    await workbench.answerFile('Export Page', file('map.html'));
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText(/^The page will have about/).waitFor();
    await session.keepScreenshot('size of the page');
    expect(await readdir(session.workspace)).not.toContain('map.html');
    await dialog.getByRole('button', { name: 'Export' }).click();
    const page = await written('map.html');
    const chosen = parseCsv<{ id: string }>(await written('five.csv'), { columns: true });
    const all = Object.keys(await pointsOf('umap'));
    for (const id of all) expect(page.includes(`"${id}"`), id).toBe(chosen.some((row) => row.id === id));
  });

  it('draws the map as PNG and SVG in a size', async () => {
    const { workbench } = session;
    await explorer.open();
    for (const [format, output] of [
      ['PNG', 'map.png'],
      ['SVG', 'map.svg'],
    ] as const) {
      await workbench.runCommand('Lexica: Export Map as Image…');
      await workbench.pick('As what?', format);
      await workbench.pick('How large?', '3200 × 2400');
      await workbench.answerFile('Export Map as Image', file(output));
      await written(output);
      await workbench.idle();
      await workbench.dismissNotifications();
    }
    const { width, height } = await sharp(file('map.png')).metadata();
    expect([width, height]).toEqual([3200, 2400]);
    const svg = await written('map.svg');
    const drawn = await sharp(Buffer.from(svg)).metadata();
    expect([drawn.width, drawn.height]).toEqual([1600, 1200]);
    expect(svg).toContain('<title>drawings · UMAP</title>');
    expect(svg.match(/<circle/g)?.length).toBe(Object.keys(await pointsOf('umap')).length + 3);
  });

  it('imports a map that was laid out elsewhere, and shows it beside the others', async () => {
    const { workbench } = session;
    const points = Object.entries(await pointsOf('umap'));
    const lines = points.map(([id, { x, y }]) => `${id},${y},${-x}`);
    await writeFile(file('elsewhere.csv'), ['id,x,y', ...lines, 'nobody,1,1', ''].join('\n'));
    await explorer.open();
    await workbench.runCommand('Lexica: Import Vectors or Map…');
    await workbench.answerFile(/^Vectors \(\.npy/, file('elsewhere.csv'));
    await workbench.answer('Import Vectors or Map', 'moved');
    await explorer.projectionButton('moved').waitFor();
    await workbench.notifications
      .getByText(/Rows left out, of images that the collection does not have: 1\./)
      .waitFor();
    await session.keepScreenshot('imported map');
    const {
      method,
      points: moved,
      quality,
    } = (await session.collectionFile('projections/moved.json')) as ProjectionFile;
    expect(method).toBe('imported');
    expect(moved).toHaveLength(points.length);
    expect(quality?.trustworthiness).toBeGreaterThan(0.5);
  });

  function file(name: string): string {
    return join(session.workspace, name);
  }

  /** The text of a file once it is there. */
  async function written(name: string): Promise<string> {
    await until(`${name} is written`, async () => (await readFile(file(name))).length > 0);
    return readFile(file(name), 'utf8');
  }

  async function pointsOf(map: string): Promise<Record<string, { x: number; y: number }>> {
    const { points } = (await session.collectionFile(`projections/${map}.json`)) as ProjectionFile;
    return Object.fromEntries(points.map((point) => [point.id, point]));
  }
});
