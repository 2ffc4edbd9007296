import { execFile } from 'node:child_process';
import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse as parseCsv } from 'csv-parse/sync';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProjectionFile } from '../../src/core/collection/schema.ts';
import { collectionFiles, lexiclip, makeWorkspace, readJson, root, standIn } from './cli.ts';
import { readVectors } from './vectors.ts';

const MODEL = 'resnet50-imagenet';

/* What the command line takes out of a collection and brings in, read back as other programs would. */
describe('lexiclip export, import and subset', { timeout: 240_000 }, () => {
  let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
  const at = (...names: readonly string[]): string => path.join(workspace.path, ...names);

  beforeAll(async () => {
    workspace = await makeWorkspace();
    const { status, stderr } = await lexiclip(
      ['explore', 'cat', 'dog', 'apple', '--source', 'sample', '--method', 'umap', '--model', standIn].concat(
        ['--device', 'cpu', '--workspace', workspace.path],
      ),
    );
    expect(status, stderr).toBe(0);
  }, 240_000);
  afterAll(() => workspace.remove());

  const run = (...args: readonly string[]): ReturnType<typeof lexiclip> =>
    lexiclip([...args, '--workspace', workspace.path, '--json']);

  async function done(...args: readonly string[]): Promise<Record<string, unknown>> {
    const { status, stdout, stderr } = await run(...args);
    expect(status, stderr).toBe(0);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  it('writes Parquet that DuckDB asks for neighbours and vectors, to the bit', async () => {
    await done('export', '--format', 'parquet', '--output', at('images.parquet'));
    const connection = await (await DuckDBInstance.create()).connect();
    const { points } = await readJson<ProjectionFile>(workspace.path, 'projections/umap.json');
    const vectors = await readVectors(workspace.path, MODEL);
    const read = await connection.runAndReadAll(
      `select id, projection_x, projection_y, vector from '${at('images.parquet')}'`,
    );
    const rows = read.getRowObjectsJS();
    expect(rows.map((row) => [row['id'], row['projection_x'], row['projection_y']])).toEqual(
      points.map(({ id, x, y }) => [id, x, y]),
    );
    for (const row of rows)
      expect(Float32Array.from(row['vector'] as number[])).toEqual(vectors.get(row['id'] as string));
    const near = await connection.runAndReadAll(
      `with images as (select *, row_number() over () - 1 as row from '${at('images.parquet')}')
       select count(*) from images a join images b on b.row = a.neighbors.ids[1] where a.concepts[1] = b.concepts[1]`,
    );
    expect(Number(near.getRows()[0]?.[0])).toBeGreaterThan(15);
    connection.closeSync();
  });

  it('picks a subset, and exports just that from standard input', async () => {
    const picked = await done('subset', '--count', '6');
    const again = await done('subset', '--count', '6');
    expect(again['ids']).toEqual(picked['ids']);
    const lines = await lexiclip(['subset', '--count', '6', '--workspace', workspace.path]);
    expect(lines.stdout.trim().split('\n')).toEqual(picked['ids']);
    const cli = [process.execPath, path.join(root, 'dist/cli.js')].map((word) => `'${word}'`).join(' ');
    await promisify(execFile)('sh', [
      '-c',
      `${cli} subset --count 6 --workspace "$0" | ${cli} export --format csv --ids - --output "$0/six.csv" --workspace "$0"`,
      workspace.path,
    ]);
    const rows = parseCsv<{ id: string }>(await readFile(at('six.csv'), 'utf8'), { columns: true });
    expect(rows.map(({ id }) => id)).toEqual(picked['ids']);
    const centres = await done(
      'subset',
      '--count',
      '3',
      '--method',
      'kmeans',
      '--seed',
      '7',
      '--ids',
      at('six.csv'),
    );
    expect(picked['ids']).toEqual(expect.arrayContaining(centres['ids'] as string[]));
  });

  it('copies images with captions into folders as trainers read them, and into no folder that is used', async () => {
    const output = at('training');
    const report = await done('export', '--format', 'images', '--repeats', '10', '--output', output);
    expect(report).toMatchObject({ images: 30, captions: 30, missing: 0 });
    expect((await readdir(output)).sort()).toEqual(['10_apple', '10_cat', '10_dog', 'metadata.jsonl']);
    const names = await readdir(path.join(output, '10_cat'));
    const [caption = ''] = names.filter((name) => name.endsWith('.txt'));
    expect(await readFile(path.join(output, '10_cat', caption), 'utf8')).toMatch(/^A drawing of .*\n$/);
    const image = caption.replace('.txt', '.webp');
    expect((await sharp(path.join(output, '10_cat', image)).metadata()).format).toBe('webp');
    const lines = (await readFile(path.join(output, 'metadata.jsonl'), 'utf8')).trim().split('\n');
    const files = lines.map((line) => (JSON.parse(line) as { file_name: string }).file_name);
    expect(files).toContain(`10_cat/${image}`);
    const before = await readdir(output, { recursive: true });
    const refused = await run('export', '--format', 'images', '--output', output);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('is not empty')]);
    expect(await readdir(output, { recursive: true })).toEqual(before);
  });

  it('draws pictures of the sizes that are asked for', async () => {
    await done(
      'export',
      '--format',
      'svg',
      '--size',
      '800x600',
      '--background',
      'dark',
      '--output',
      at('map.svg'),
    );
    const svg = await readFile(at('map.svg'), 'utf8');
    const drawn = await sharp(Buffer.from(svg)).metadata();
    expect([drawn.width, drawn.height]).toEqual([800, 600]);
    await done('export', '--format', 'png', '--size', '400x300', '--scale', '2', '--output', at('map.png'));
    const { width, height } = await sharp(at('map.png')).metadata();
    expect([width, height]).toEqual([800, 600]);
  });

  it('writes a page of some images, with nothing of the others', async () => {
    const ids = (await done('subset', '--count', '4'))['ids'] as string[];
    await writeFile(at('ids.json'), JSON.stringify(ids));
    await done('export', '--ids', at('ids.json'), '--output', at('some.html'));
    const page = await readFile(at('some.html'), 'utf8');
    const { points } = await readJson<ProjectionFile>(workspace.path, 'projections/umap.json');
    for (const { id } of points) expect(page.includes(`"${id}"`), id).toBe(ids.includes(id));
  });

  it('brings vectors and maps back in beside what was there', async () => {
    const files = await collectionFiles(workspace.path);
    await cp(at('.lexiclip/cache/embeddings', `${MODEL}.npy`), at('theirs.npy'));
    await cp(at('.lexiclip/cache/embeddings', `${MODEL}.json`), at('theirs.json'));
    const { imported } = (await done('import', at('theirs.npy'))) as {
      imported: { vectors: { model: string } }[];
    };
    const name = imported[0]?.vectors.model ?? '';
    expect(await readVectors(workspace.path, name)).toEqual(await readVectors(workspace.path, MODEL));
    expect(await readJson<ProjectionFile>(workspace.path, 'projections/theirs.json')).toMatchObject({
      method: 'umap',
      model: { id: name },
    });
    const back = await done('import', at('images.parquet'), '--kind', 'map', '--name', 'back');
    expect(back).toMatchObject({ imported: [{ images: 30, map: 'back' }] });
    const [map, umap] = await Promise.all(
      ['back', 'umap'].map((one) => readJson<ProjectionFile>(workspace.path, `projections/${one}.json`)),
    );
    expect(map).toMatchObject({ method: 'imported', quality: umap?.quality });
    expect(map?.points).toEqual(umap?.points);
    expect(await collectionFiles(workspace.path)).toEqual(expect.arrayContaining(files));
    // Nothing here can bring it up to date, and nothing tries.
    const went = await lexiclip([
      'continue',
      '--model',
      standIn,
      '--device',
      'cpu',
      '--workspace',
      workspace.path,
    ]);
    expect(went.status, went.stderr).toBe(0);
    const rerun = await run('project', '--stability', '--name', 'back', '--model', standIn);
    expect(rerun.status).not.toBe(0);
    expect((await readJson<ProjectionFile>(workspace.path, 'projections/back.json')).method).toBe('imported');
  });

  it.each([
    [['export', '--format', 'csv', '--ids', 'nowhere.txt'], 2, 'cannot be read'],
    [['export', '--format', 'svg', '--map', 'nowhere'], 1, 'There is no map “nowhere”'],
    [['export', '--format', 'svg', '--size', '99999x1'], 2, 'width and a height'],
    [['import', 'nowhere.npy'], 1, 'cannot be imported'],
    [['import', 'README.txt'], 1, 'cannot be imported'],
    [['subset'], 2, '--count'],
  ])('refuses %j with %d', async (args, status, told) => {
    const result = await run(...args);
    expect([result.status, result.stderr]).toEqual([status, expect.stringContaining(told)]);
  });

  it('writes through no link', async () => {
    await writeFile(at('target.txt'), 'mine');
    await symlink(at('target.txt'), at('link.json'));
    await done('export', '--format', 'json', '--output', at('link.json'));
    expect(await readFile(at('target.txt'), 'utf8')).toBe('mine');
  });
});
