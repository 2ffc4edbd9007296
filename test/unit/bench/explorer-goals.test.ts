import { expect, it } from 'vitest';
import { explorerSummary } from '../../bench/explorer-goals.ts';

const cost = { cpuSeconds: NaN, wallSeconds: 1, peakMb: NaN };
const good = { openMs: 130, frameMs: 20, hoverMs: 4, toggleMs: 30, lassoMs: 80, heapMb: 20, drawn: 1 };

it('tells of a large map which goals are met, beside a scatter of ECharts in the same run', () => {
  const lines = explorerSummary([
    { subject: 'lexiclip', n: 100_000, ...cost, ...good, toggleMs: 200 },
    { subject: 'echarts-large', n: 100_000, ...cost, ...good, openMs: 104 },
    { subject: 'lexiclip', n: 1_000_000, ...cost, ...good, drawn: 0.4, frameMs: 99 },
    { subject: 'lexiclip-pictures', n: 10_000, ...cost, failed: 'TimeoutError' },
    { subject: 'lexiclip-gallery', n: 100_000, ...cost, scrollMs: 9, jumpMs: 40, cells: 55 },
  ]).split('\n');
  expect(lines.filter((line) => !line.startsWith('Goal'))).toEqual([
    'met           to open takes at most 1.3 times as long as a large scatter of ECharts: 1.25',
    'met           a step of zooming or panning takes at most 33: 20',
    'met           to point at an image takes at most 5: 4',
    'not met       to hide or show a concept takes at most 150: 200',
    'met           to select a fifth of them by a lasso takes at most 100: 80',
    'met           megabytes are at most 250: 20',
    'not met       it opens, and all points are there: 0.6 are missing',
    'met           a step of zooming or panning takes at most 100: 99',
    'met           to point at an image takes at most 5: 4',
    'not met       a step of zooming or panning takes at most 33: failed',
    'met           a step of scrolling takes at most 33: 9',
    'not met       a jump to elsewhere takes at most 33: 40',
    'met           cells are at most 100: 55',
  ]);
  expect(explorerSummary([])).not.toMatch(/^(not )?met/m);
});
