import { mkdtempSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { turnTelemetryOff } from './src/node/inference/telemetry.ts';

// The processes and threads that run tests inherit it.
turnTelemetryOff();

/* What users allow on their machine is theirs: tests, and the programs that they start, keep it elsewhere. */
process.env['LEXICLIP_CONFIG'] ??= mkdtempSync(path.join(tmpdir(), 'lexiclip-config-'));

/* Fast ones first; a real VS Code gets the machine for itself. */
export default defineConfig({
  test: {
    retry: 0,
    // What tests run in their own process; programs that they start, and what runs in VS Code, do not count.
    coverage: {
      enabled: 'CI' in process.env,
      provider: 'v8',
      include: ['src/**/*.ts', 'webview/**/*.ts'],
      exclude: ['webview/dist/**', 'src/wasm/**'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: 'build/coverage',
      reportOnFailure: true,
    },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          maxWorkers: availableParallelism(),
          // Threads are started and waited for: on a busy machine that takes longer than the five seconds that are usual.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          maxWorkers: availableParallelism(),
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
          fileParallelism: false,
          // A busy machine is waited for: test/e2e/workbench.ts says how long for one condition.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: 120_000 } },
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
