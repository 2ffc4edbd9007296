import { expect, it } from 'vitest';
import { describeProgress, workLine } from '../../src/core/describe-progress.ts';

const embedding = { stage: 'embed', done: 64, total: 120, message: '64 of 120 images on cpu' } as const;

it('says what is done, how far it is, and how long it takes', () => {
  const text = describeProgress(embedding, 130_000);
  expect(text).toEqual({
    title: 'Embedding',
    detail: '64 of 120 images on cpu, about 2 minutes left',
    short: 'Embedding 53 %',
    percent: 53,
  });
  expect(workLine(text)).toBe('Embedding · 64 of 120 images on cpu, about 2 minutes left');
});

it('says nothing of time where it is not known, or the work pauses', () => {
  expect(describeProgress(embedding).detail).toBe(embedding.message);
  expect(describeProgress({ ...embedding, isPaused: true }, 130_000).detail).toBe(embedding.message);
});

it('has no percentage where nothing is counted', () => {
  const loading = { stage: 'model', done: 0, total: 1, message: 'Loading CLIP on CPU' } as const;
  expect(describeProgress(loading)).toMatchObject({ short: 'Preparing', percent: undefined });
  expect(describeProgress({ ...embedding, total: 0 }).percent).toBeUndefined();
  expect(describeProgress({ ...embedding, done: 500 }).percent).toBe(100);
});

it('says that the machine is measured', () => {
  const measuring = { stage: 'measure', done: 0, total: 1, message: 'CLIP on CPU' } as const;
  expect(workLine(describeProgress(measuring))).toBe('Measuring this machine · CLIP on CPU');
  expect(workLine(describeProgress({ ...measuring, message: '' }))).toBe('Measuring this machine');
});
