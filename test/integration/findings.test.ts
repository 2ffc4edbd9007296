import { copyFile, cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OutliersReport } from '../../src/core/reports.ts';
import { collectionFiles, lexiclip, makeWorkspace, standIn, type CliResult } from './cli.ts';
import { fingerprint } from './explored.ts';
import { COPY, explorePlanted, LARGE, PEAR, STRANGER } from './planted.ts';

const recorded = process.env['LEXICLIP_TEST_DATA'] ?? '';

interface TwinsReport {
  readonly sets: readonly {
    readonly images: readonly { readonly id: string; readonly keeps: boolean; readonly width: number }[];
  }[];
  readonly takenOut: number;
}

describe('a mouse among the pears, and a pear three times', () => {
  let workspace: string;

  beforeAll(async () => {
    const made = await makeWorkspace();
    workspace = made.path;
    await explorePlanted(workspace);
    return made.remove;
  });

  const run = (...args: string[]): Promise<CliResult> =>
    lexiclip([...args, '--workspace', workspace, '--model', standIn, '--device', 'cpu']);
  const twins = async (...args: string[]): Promise<TwinsReport> => {
    const result = await run('duplicates', '--similarity', '0.97', '--json', ...args);
    expect(result.status, result.stderr).toBe(0);
    return JSON.parse(result.stdout) as TwinsReport;
  };

  it('the mouse is the first that is misplaced, with its reason', async () => {
    const { stdout } = await run('outliers', '--json');
    const { misplaced = [], alone = [], concepts } = JSON.parse(stdout) as OutliersReport;
    expect(concepts).toBe(4);
    expect(alone).toHaveLength(10);
    const [first] = misplaced;
    expect(first).toMatchObject({ id: STRANGER, concepts: ['pear'], own: 0 });
    expect(first?.others[0]?.concept).toBe('mouse');
    expect(first?.neighbours).toHaveLength(10);
    const text = await run('outliers', '--kind', 'misplaced', '--limit', '1');
    expect(text.stdout).toMatch(
      /pear\/stranger\.webp.*\n +\d+ of 10 nearest are “mouse”.*Would fit: mouse\.\n$/,
    );
    expect((await run('outliers', '--kind', 'other')).status).toBe(2);
  });

  it('the largest pear stays, or the one that is asked for', async () => {
    const { sets } = await twins();
    const set = sets.find(({ images }) => images.some(({ id }) => id === COPY));
    expect(set?.images.map(({ id }) => id).sort()).toEqual([COPY, LARGE, PEAR]);
    expect(set?.images.filter(({ keeps }) => keeps)).toMatchObject([{ id: LARGE, width: 400 }]);
    const { stdout } = await run('duplicates', '--similarity', '0.97');
    expect(stdout).toMatch(/^keep +400 × 400 +\d+ kB .*pear\/large\.webp/m);
  });

  it('the others are taken out and brought back; a dry run changes nothing', async () => {
    const collection = path.join(workspace, '.lexiclip/concepts');
    const before = await fingerprint(collection);
    const dry = await run('duplicates', '--similarity', '0.97', '--take-out', '--dry-run');
    expect(dry.stderr).toMatch(/\d+ of \d+ images in \d+ sets? would be taken out without --dry-run/);
    expect(await fingerprint(collection)).toEqual(before);
    const { takenOut } = await twins('--take-out');
    expect(takenOut).toBeGreaterThanOrEqual(2);
    const prompts = (await collectionFiles(workspace)).filter((file) => file.startsWith('concepts/pear/'));
    expect(prompts.filter((file) => /copy|noto-pear/.test(file))).toEqual([]);
    expect(prompts.filter((file) => file.includes('large'))).toHaveLength(1);
    expect((await twins()).sets).toEqual([]);
    expect((await run('undo')).status).toBe(0);
    const [ids, after] = [Object.keys(before), Object.keys(await fingerprint(collection))];
    expect(after).toEqual(ids);
    expect((await twins()).sets).not.toEqual([]);
  });
});

describe('a photograph of a mouse among photographs of pears', () => {
  it.skipIf(recorded === '')('is the first that is misplaced', async () => {
    const { path: workspace, remove } = await makeWorkspace();
    try {
      const photographs = path.join(workspace, 'photographs');
      await cp(path.join(recorded, 'data/photos12'), photographs, { recursive: true });
      await copyFile(path.join(photographs, 'mouse/06.jpg'), path.join(photographs, 'pear/stranger.jpg'));
      await rm(path.join(photographs, 'mouse/06.jpg'));
      const common = ['--workspace', workspace, '--model', standIn, '--device', 'cpu'];
      const source = ['--source', 'folder', '--folder', photographs, '--count', '50', '--method', 'pca'];
      expect((await lexiclip(['explore', ...source, ...common])).status).toBe(0);
      const { stdout } = await lexiclip(['outliers', '--kind', 'misplaced', '--json', ...common]);
      const { misplaced = [] } = JSON.parse(stdout) as OutliersReport;
      expect(misplaced[0]?.id).toBe('pear/stranger.jpg');
      expect(misplaced[0]?.others[0]?.concept).toBe('mouse');
    } finally {
      await remove();
    }
  });
});
