import { describe, expect, it } from 'vitest';
import { batchesToTry, bestPlan, mostProcesses, plainPlan } from '../../../src/node/inference/plan.ts';

const row = (
  threads: number,
  batch: number,
  imagesPerSecond: number,
  identical = true,
): Parameters<typeof bestPlan>[0][number] => ({ threads, batch, imagesPerSecond, identical });

describe('the batches that are tried', () => {
  it('are one image for dynamic quantisation, few on a CPU, many on a GPU', () => {
    expect(batchesToTry('int8', false)).toEqual([1]);
    expect(batchesToTry('int8', true)).toEqual([1]);
    expect(batchesToTry('fp32', false)).toEqual([1, 4]);
    expect(batchesToTry(undefined, true)).toEqual([1, 4, 16, 64]);
  });
});

describe('the processes that there is room for', () => {
  it.each([
    [{ cores: 2, freeBytes: 20e9 }, 90e6, 2],
    [{ cores: 16, freeBytes: 60e9 }, 90e6, 4],
    [{ cores: 16, freeBytes: 3e9 }, 350e6, 1],
    [{ cores: 8, freeBytes: 0 }, 350e6, 1],
  ])('%j with a model of %d bytes: %d', (machine, bytes, processes) =>
    expect(mostProcesses(machine, bytes)).toBe(processes),
  );
});

describe('the plan', () => {
  it('is several processes where they are faster together', () => {
    const plan = bestPlan([row(2, 1, 40), row(1, 1, 28)], 2, 2);
    expect(plan).toMatchObject({ processes: 2, threads: 1, batch: 1 });
    expect(plan.reason).toContain('2 × 1 threads, batch 1: 56.0/s; 1 × 2 threads, batch 1: 40.0/s');
  });

  it('is one process where its threads work together well', () =>
    expect(bestPlan([row(2, 1, 40), row(1, 1, 19)], 2, 2)).toMatchObject({ processes: 1, threads: 2 }));

  it('is the smaller batch where the larger is hardly faster', () => {
    expect(bestPlan([row(2, 1, 39), row(2, 4, 40)], 2, 1)).toMatchObject({ batch: 1 });
    expect(bestPlan([row(2, 1, 30), row(2, 4, 40)], 2, 1)).toMatchObject({ batch: 4 });
  });

  it('is never a batch that changes vectors', () => {
    expect(bestPlan([row(2, 1, 10), row(2, 4, 40, false)], 2, 1)).toMatchObject({ batch: 1 });
    expect(bestPlan([row(2, 4, 40, false)], 2, 1)).toMatchObject({ batch: 1, processes: 1 });
  });

  it('says why it was not measured', () => {
    const plan = plainPlan({ cores: 8, freeBytes: 1e9 }, [1, 4], 'only 10 images');
    expect(plan).toEqual({ processes: 1, threads: 8, batch: 4, reason: 'not measured: only 10 images' });
  });
});
